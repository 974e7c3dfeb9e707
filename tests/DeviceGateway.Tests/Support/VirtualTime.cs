using System.Collections.Concurrent;

namespace Flux.DeviceGateway.Tests.Support;

/// <summary>
/// A clock that stands still while anything can run, and then jumps to the next timer: seconds of delays cost nothing, and what
/// happens does not depend on the machine's speed. Everything runs on the calling thread.
/// </summary>
internal sealed class VirtualTime : TimeProvider
{
    private static readonly TimeSpan _hang = TimeSpan.FromSeconds(5);
    private readonly PriorityQueue<Timer, (long Due, long Order)> _timers = new();
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _work = [];
    private long _now;
    private long _order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _now;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(_now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Runs to the end.</summary>
    /// <exception cref="TimeoutException">Everything waits, and for no timer.</exception>
    public void Run(Func<Task> test)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new Context(_work));
        try
        {
            var task = test();
            while (!task.IsCompleted)
            {
                if (_work.TryTake(out var item) || (!Fire() && Waited(task, out item)))
                    item.Callback?.Invoke(item.State);
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    // Work that another thread finishes, as the cancellation at the end of a test.
    private bool Waited(Task task, out (SendOrPostCallback Callback, object? State) item) =>
        _work.TryTake(out item, _hang) || (task.IsCompleted ? false : throw new TimeoutException("Everything waits, and for no timer."));

    private bool Fire()
    {
        lock (_timers)
        {
            while (_timers.TryDequeue(out var timer, out var at))
            {
                if (timer.Due != at)
                    continue;
                _now = Math.Max(_now, at.Due);
                timer.Due = default;
                timer.Act();
                return true;
            }
        }

        return false;
    }

    private sealed class Timer(VirtualTime time, Action act) : ITimer
    {
        public (long Due, long Order) Due { get; set; }

        public Action Act => act;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._timers)
            {
                Due = default;
                if (dueTime < TimeSpan.Zero)
                    return true;
                Due = (time._now + dueTime.Ticks, ++time._order);
                time._timers.Enqueue(this, Due);
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._timers)
                Due = default;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }

    private sealed class Context(BlockingCollection<(SendOrPostCallback Callback, object? State)> work) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => work.Add((d, state));
    }
}
