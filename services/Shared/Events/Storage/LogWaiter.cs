using Flux.Documents;

namespace Flux.Events.Storage;

/// <summary>Waits for new entries of a collection: for this process's own without delay, for those of other replicas by looking now and then.</summary>
internal sealed class LogWaiter(IDocumentChanges changes, string collection, TimeSpan interval, TimeProvider time)
{
    /// <summary>Read it before reading the collection.</summary>
    public long Seen => changes.Current(collection);

    /// <summary>Completes when there may be something new.</summary>
    public async Task WaitAsync(long seen, CancellationToken ct)
    {
        using var timer = new CancellationTokenSource(interval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, ct);
        try
        {
            await changes.WaitAsync(collection, seen, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // Time to look.
        }
    }
}
