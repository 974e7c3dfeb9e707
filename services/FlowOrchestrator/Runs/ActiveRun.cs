namespace Flux.FlowOrchestrator.Runs;

/// <summary>A run that this process is responsible for, from being stored to being over.</summary>
internal sealed class ActiveRun : IDisposable
{
    private readonly CancellationTokenSource _stopping;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StopCause? _cause;

    /// <summary>A run of its own, or a child that stops with its parent.</summary>
    public ActiveRun(string id, ActiveRun? parent = null)
    {
        Id = id;
        Parent = parent;
        _stopping = parent is null ? new() : CancellationTokenSource.CreateLinkedTokenSource(parent.Token);
    }

    /// <summary>The run's id.</summary>
    public string Id { get; }

    /// <summary>The run that called run_flow.</summary>
    public ActiveRun? Parent { get; }

    /// <summary>Cancelled when the run is to stop.</summary>
    public CancellationToken Token => _stopping.Token;

    /// <summary>Why it is to stop; null while it is not.</summary>
    public StopCause? Cause => Volatile.Read(ref _cause) ?? Parent?.Cause;

    /// <summary>Beats when events were stored.</summary>
    public Pulse Stored { get; } = new();

    /// <summary>Completes when the run's last event is stored and nothing of it works any more.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Stops the run; the first cause stands.</summary>
    public void Stop(StopCause cause)
    {
        if (Interlocked.CompareExchange(ref _cause, cause, null) is null)
            _stopping.Cancel();
    }

    /// <summary>Marks the end.</summary>
    public void End()
    {
        _ended.TrySetResult();
        Stored.Beat();
    }

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();
}
