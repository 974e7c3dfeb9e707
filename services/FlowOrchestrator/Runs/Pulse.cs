namespace Flux.FlowOrchestrator.Runs;

/// <summary>Wakes everybody who waits. Take <see cref="Next"/> before looking, then look, then wait: no beat is missed.</summary>
internal sealed class Pulse
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next beat.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Wakes the waiters.</summary>
    public void Beat() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
}
