namespace Flux.Conformance.Interop;

/// <summary>What the server's service got through: the tests of backpressure read it.</summary>
internal sealed class StreamCounter
{
    private readonly Lock _gate = new();
    private readonly List<(long Count, TaskCompletionSource Reached)> _waiting = [];
    private long _written;
    private long _ended;

    /// <summary>How many messages of server streams were written, that is: accepted by the transport.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>How many server streams ended, in whatever way.</summary>
    public long Ended => Interlocked.Read(ref _ended);

    public void CountWritten() => Interlocked.Increment(ref _written);

    public void CountEnded()
    {
        lock (_gate)
        {
            _ended++;
            foreach (var (count, reached) in _waiting)
            {
                if (_ended >= count)
                    reached.TrySetResult();
            }
        }
    }

    /// <summary>Completes when so many server streams have ended.</summary>
    public Task EndedAsync(long count)
    {
        lock (_gate)
        {
            if (_ended >= count)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            return reached.Task;
        }
    }
}
