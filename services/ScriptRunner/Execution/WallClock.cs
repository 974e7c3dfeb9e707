namespace Flux.ScriptRunner.Execution;

/// <summary>Measures a run's own time and calls back once when it is used up. Stands still while the script waits in a call.</summary>
internal sealed class WallClock : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly TimeSpan _limit;
    private TimeSpan _used;
    private long _since;
    private bool _running = true;

    public WallClock(TimeProvider time, TimeSpan limit, Action expired)
    {
        (_time, _limit) = (time, limit);
        _since = time.GetTimestamp();
        _timer = time.CreateTimer(_ => expired(), null, limit, Timeout.InfiniteTimeSpan);
    }

    public TimeSpan Used => _running ? _used + _time.GetElapsedTime(_since) : _used;

    public void Pause()
    {
        _used = Used;
        _running = false;
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Resume()
    {
        _running = true;
        _since = _time.GetTimestamp();
        var left = _limit - _used;
        _timer.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();
}
