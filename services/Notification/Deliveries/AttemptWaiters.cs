using System.Collections.Concurrent;

namespace Flux.Notification.Deliveries;

/// <summary>Requests that wait for the end of a delivery's current try.</summary>
internal sealed class AttemptWaiters
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<DeliveryRecord>> _open = new(StringComparer.Ordinal);

    /// <summary>Completes when the next try of that delivery ends. Ask before looking at the stored state, so that no end is missed.</summary>
    public Task<DeliveryRecord> NextAsync(string id) =>
        _open.GetOrAdd(id, _ => new TaskCompletionSource<DeliveryRecord>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>A try ended.</summary>
    public void Complete(string id, DeliveryRecord delivery)
    {
        if (_open.TryRemove(id, out var waiter))
            waiter.SetResult(delivery);
    }
}
