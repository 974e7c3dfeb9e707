namespace Flux.Hosting.ProbeHost;

/// <summary>Lets a test see what happens inside the service, without waiting by the clock.</summary>
public sealed class ProbeEvents
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Started => _started.Task;

    public Task Cancelled => _cancelled.Task;

    public Task Released => _release.Task;

    public void Start() => _started.TrySetResult();

    public void Cancel() => _cancelled.TrySetResult();

    public void Release() => _release.TrySetResult();
}
