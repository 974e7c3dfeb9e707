namespace Grpc.Net.Client.Balancer;

/// <summary>Finds the addresses behind a name.</summary>
public abstract class Resolver : IDisposable
{
    /// <summary>Starts; the listener gets the first result and every later one.</summary>
    public abstract void Start(Action<ResolverResult> listener);

    /// <summary>Asks to look again: an address failed.</summary>
    public virtual void Refresh()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the look-ups.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
