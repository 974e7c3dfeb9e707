namespace Flux.Grpc.Tests.Support;

/// <summary>Lets a test see what happens inside the service, without waiting by the clock.</summary>
public sealed class EchoProbe
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _written;
    private int _calls;

    /// <summary>A waiting call has begun.</summary>
    public Task Started => _started.Task;

    /// <summary>A call's token was cancelled.</summary>
    public Task Cancelled => _cancelled.Task;

    /// <summary>What a call that ignores cancellation waits for.</summary>
    public Task Released => _release.Task;

    public int Written => Volatile.Read(ref _written);

    public int Calls => Volatile.Read(ref _calls);

    public void Start() => _started.TrySetResult();

    public void Cancel() => _cancelled.TrySetResult();

    public void Release() => _release.TrySetResult();

    public void Wrote() => Interlocked.Increment(ref _written);

    public int Call() => Interlocked.Increment(ref _calls);
}
