namespace Flux.FlowOrchestrator.Tests.Fakes;

/// <summary>The real clock moved by hand: what waits for a time to come waits for <see cref="MoveTo"/> too. Short waits (below a minute) go by themselves.</summary>
internal sealed class ManualClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<HeldTimer> _timers = [];
    private readonly List<(DateTimeOffset Time, TaskCompletionSource Sleeps)> _awaited = [];
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    public void MoveTo(DateTimeOffset time)
    {
        List<HeldTimer> due;
        lock (_gate)
        {
            _now = time;
            due = [.. _timers.Where(t => t.Due <= time)];
            due.ForEach(t => t.Due = null);
        }
        due.ForEach(t => t.Fire());
    }

    /// <summary>Completes when something sleeps until that very time.</summary>
    public Task SleepsUntilAsync(DateTimeOffset time)
    {
        var sleeps = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_timers.Any(t => t.Due == time))
                sleeps.SetResult();
            else
                _awaited.Add((time, sleeps));
        }
        return sleeps.Task;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // A journal lingers for milliseconds; that is no subject of these tests.
        if (dueTime < TimeSpan.FromMilliseconds(100) && dueTime > TimeSpan.Zero)
            return System.CreateTimer(callback, state, dueTime, period);
        var timer = new HeldTimer(this, callback, state);
        lock (_gate)
            _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class HeldTimer(ManualClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                Due = dueTime < TimeSpan.Zero ? null : clock._now + dueTime;
                foreach (var (_, sleeps) in clock._awaited.Where(a => a.Time == Due))
                    sleeps.TrySetResult();
            }
            if (dueTime == TimeSpan.Zero)
                ThreadPool.QueueUserWorkItem(_ => callback(state));
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
