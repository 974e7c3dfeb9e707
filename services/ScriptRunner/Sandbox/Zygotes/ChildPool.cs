namespace Flux.ScriptRunner.Sandbox.Zygotes;

/// <summary>
/// Ready children of one kind. Forking costs processor time, so the level is topped up when a run ends or waits, not while it
/// starts. A zygote that ends is started again; one that has forked enough is replaced and ends with its last child.
/// </summary>
internal sealed class ChildPool(ZygoteKind kind, SandboxOptions options, RuntimeDirectory directory, TimeProvider clock, ILogger logger)
    : IZygoteObserver, IDisposable
{
    private const int FailuresUntilGivingUp = 5;
    private static readonly TimeSpan ShrinkPeriod = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan EndPause = TimeSpan.FromMilliseconds(2);

    private readonly Lock _gate = new();
    private readonly Queue<SandboxChild> _idle = [];
    private readonly List<SandboxChild> _used = [];
    private readonly LinkedList<TaskCompletionSource<SandboxChild>> _waiting = [];
    private readonly HashSet<Zygote> _retired = [];
    private readonly IdleLevel _level = new(kind == ZygoteKind.Django ? options.IdleTemplates : options.IdleScripts);
    private Zygote? _zygote;
    private Task? _starting;
    private ITimer? _shrinking, _ending;
    private int _forking, _failures, _started;
    private long _startedAt;
    private bool _disposed;

    /// <summary>The socket of the first, second, ... zygote of a kind.</summary>
    public static string SocketName(ZygoteKind kind, int number) => $"{(kind == ZygoteKind.Django ? "django" : "light")}-{number}.sock";

    /// <summary>The zygote in use; null before the first start and between two.</summary>
    public ZygoteReport? Report
    {
        get
        {
            lock (_gate)
                return _zygote?.Report;
        }
    }

    /// <summary>Children that wait ready.</summary>
    public int Idle
    {
        get
        {
            lock (_gate)
                return _idle.Count;
        }
    }

    /// <summary>A ready child; forks one if none waits. The caller disposes it.</summary>
    /// <exception cref="SandboxException">No child can be had.</exception>
    public async Task<SandboxChild> RentAsync(CancellationToken cancellationToken)
    {
        LinkedListNode<TaskCompletionSource<SandboxChild>> node;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            while (_idle.TryDequeue(out var child))
            {
                // One that died while it waited has closed its end, whether or not the zygote has said so yet.
                _level.Taken(_idle.Count);
                if (!child.Channel.HasInput)
                    return child;
                child.Dispose();
            }
            _level.Missed();
            node = _waiting.AddLast(new TaskCompletionSource<SandboxChild>(TaskCreationOptions.RunContinuationsAsynchronously));
            Fill(spare: 0, warm: false);
        }
        try
        {
            return await node.Value.Task.WaitAsync(2 * options.StartTimeout, clock, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Abandon(node);
            throw;
        }
        catch (TimeoutException)
        {
            // A zygote that is stopped or stuck neither forks nor ends: end it, so that another takes its place.
            if (Abandon(node) is { } stuck)
                _ = Task.Run(stuck.Dispose, CancellationToken.None);
            throw new SandboxException("the Python zygote does not answer; it is being replaced");
        }
    }

    private Zygote? Abandon(LinkedListNode<TaskCompletionSource<SandboxChild>> node)
    {
        lock (_gate)
        {
            if (node.List is not null)
                _waiting.Remove(node);
            // A child that came at the same moment is unused and goes to the next.
            if (!node.Value.TrySetCanceled() && node.Value.Task.IsCompletedSuccessfully)
                _idle.Enqueue(node.Value.Task.Result);
            return _zygote;
        }
    }

    /// <summary>Brings the number of idle children up to its level.</summary>
    public void TopUp()
    {
        lock (_gate)
            EndUsed();
    }

    /// <summary>
    /// Ends a child whose job is done, and tops up: a little later, since the end of one process and the start of another would
    /// keep both processors from whoever waits for the answer. At once where the next could have to wait for it.
    /// </summary>
    public void Return(SandboxChild child)
    {
        lock (_gate)
        {
            _used.Add(child);
            if (_disposed || _level.IsLow(_idle.Count))
                EndUsed();
            else if (_used.Count == 1)
                (_ending ??= clock.CreateTimer(_ => TopUp(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan)).Change(EndPause, Timeout.InfiniteTimeSpan);
        }
    }

    private void Shrink()
    {
        var surplus = new List<SandboxChild>();
        lock (_gate)
        {
            for (var count = _level.Shrink(_idle.Count); count > 0 && _idle.TryDequeue(out var child); count--)
                surplus.Add(child);
        }
        foreach (var child in surplus)
            child.Dispose();
    }

    void IZygoteObserver.Ready(Zygote zygote, SandboxChild child)
    {
        lock (_gate)
        {
            _forking = Math.Max(0, _forking - 1);
            _failures = 0;
            while (!_disposed && _waiting.First is { } first)
            {
                _waiting.RemoveFirst();
                if (first.Value.TrySetResult(child))
                    return;
            }
            if (!_disposed)
            {
                _idle.Enqueue(child);
                return;
            }
        }
        child.Dispose();
    }

    void IZygoteObserver.StartFailed(Zygote zygote)
    {
        logger.ChildStartFailed(kind);
        lock (_gate)
        {
            _forking = Math.Max(0, _forking - 1);
            if (++_failures >= FailuresUntilGivingUp)
                FailWaiting(new SandboxException("no sandboxed child could be started; the machine may be out of memory or processes"));
            else
                Fill(spare: 0, warm: false);
        }
    }

    void IZygoteObserver.Reaped(Zygote zygote)
    {
        lock (_gate)
        {
            if (!_retired.Contains(zygote) || zygote.LiveChildren > 0)
                return;
            _retired.Remove(zygote);
        }
        // Not here: this is the zygote's own reading loop.
        _ = Task.Run(zygote.Dispose);
    }

    void IZygoteObserver.Ended(Zygote zygote)
    {
        lock (_gate)
        {
            if (_zygote != zygote)
                return;
            _zygote = null;
            _forking = 0;
            if (_disposed)
                return;
            logger.ZygoteEnded(kind);
            _idle.Clear();
            // One that keeps dying must not keep the machine busy.
            _starting ??= Task.Run(async () =>
            {
                await Task.Delay(clock.GetElapsedTime(_startedAt) < TimeSpan.FromSeconds(5) ? TimeSpan.FromSeconds(1) : TimeSpan.Zero, clock);
                await StartAsync();
            });
        }
        _ = Task.Run(zygote.Dispose);
    }

    public void Dispose()
    {
        Zygote[] all;
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            _shrinking?.Dispose();
            _ending?.Dispose();
            all = [.. _retired, .. _zygote is null ? Array.Empty<Zygote>() : [_zygote]];
            _zygote = null;
            FailWaiting(new SandboxException("the script runner is stopping"));
            foreach (var child in _idle.Concat(_used))
                child.Dispose();
            _idle.Clear();
            _used.Clear();
        }
        foreach (var zygote in all)
            zygote.Dispose();
    }

    // Callers hold the gate.
    private void EndUsed()
    {
        var killed = new List<int>(_used.Count);
        foreach (var child in _used)
        {
            if (!child.IsOf(_zygote))
                child.Dispose();
            else if (child.Release())
                killed.Add(child.Pid);
        }
        _used.Clear();
        // Warming up shortens the wait for an answer, but costs a tenth of a run: not while children are used up as fast as they come.
        Fill(_level.Target, warm: !_level.IsLow(_idle.Count), killed);
    }

    // Callers hold the gate. Children to kill are some of the zygote in use.
    private void Fill(int spare, bool warm, List<int>? killed = null)
    {
        var missing = _disposed ? 0 : Math.Max(0, _waiting.Count + spare - _idle.Count - _forking);
        if (missing > 0 && (_zygote is null || _zygote.Forks >= options.RecycleForks))
            _starting ??= Task.Run(StartAsync);
        if (_zygote is null)
            return;
        _forking += missing;
        _zygote.Fork(missing, warm, killed ?? []);
    }

    private async Task StartAsync()
    {
        try
        {
            var name = SocketName(kind, Interlocked.Increment(ref _started));
            int? uid = RuntimeDirectory.IsRoot ? options.Uid + (int)kind : null;
            var zygote = await Zygote.StartAsync(kind, options, directory.SocketPath(name), uid, socket => directory.Admit(socket, uid), this);
            logger.ZygoteStarted(kind, zygote.Report.Pid, zygote.Report.Python, string.Join(", ", zygote.Report.Layers));
            Replace(zygote);
        }
        catch (SandboxException e)
        {
            logger.ZygoteStartFailed(kind, e.Message);
            lock (_gate)
            {
                _starting = null;
                FailWaiting(e);
            }
        }
    }

    private void Replace(Zygote zygote)
    {
        Zygote? unused = null;
        lock (_gate)
        {
            _starting = null;
            _startedAt = clock.GetTimestamp();
            _shrinking ??= clock.CreateTimer(_ => Shrink(), null, ShrinkPeriod, ShrinkPeriod);
            if (_disposed)
                unused = zygote;
            else
            {
                // The old one's idle children are used up first; it goes when the last one has ended.
                if (_zygote is { LiveChildren: 0 } done)
                    unused = done;
                else if (_zygote is { } old)
                    _retired.Add(old);
                _zygote = zygote;
                _forking = 0;
                Fill(_level.Target, warm: true);
            }
        }
        unused?.Dispose();
    }

    private void FailWaiting(SandboxException reason)
    {
        foreach (var waiter in _waiting)
            waiter.TrySetException(new SandboxException(reason.Message, reason.Permanent));
        _waiting.Clear();
        _failures = 0;
    }
}
