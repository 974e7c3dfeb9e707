using System.Net.Sockets;
using System.Text.Json;
using Flux.ScriptRunner.Sandbox.Channel;

namespace Flux.ScriptRunner.Sandbox.Zygotes;

/// <summary>
/// A running zygote: forks children on command, proves who connects (SO_PEERCRED against the pids that the zygote announced),
/// waits for each child's hello, and tells how children end. It never sees a job.
/// </summary>
internal sealed class Zygote : IDisposable
{
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(50);

    private readonly ZygoteProcess _process;
    private readonly Socket _listener;
    private readonly int? _uid;
    private readonly TimeSpan _startTimeout;
    private readonly IZygoteObserver _observer;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, SandboxChild> _live = [];
    // Connections may be accepted before the zygote's line about their pid has been read, and the other way round.
    private readonly Dictionary<int, Socket> _early = [];
    private readonly HashSet<int> _unconnected = [];
    private readonly CancellationTokenSource _stopping = new();
    private bool _ended;

    private Zygote(ZygoteProcess process, Socket listener, int? uid, TimeSpan startTimeout, IZygoteObserver observer)
    {
        (_process, _listener, _uid, _startTimeout, _observer) = (process, listener, uid, startTimeout, observer);
    }

    /// <summary>What the zygote said when it was ready.</summary>
    public ZygoteReport Report { get; private set; } = new(0, 0, [], "");

    public int Forks { get; private set; }

    public int LiveChildren
    {
        get
        {
            lock (_gate)
                return _live.Count;
        }
    }

    /// <summary>Starts a zygote and waits until it is confined and ready to fork.</summary>
    /// <exception cref="SandboxException">It cannot start; the message says why.</exception>
    public static async Task<Zygote> StartAsync(
        ZygoteKind kind, SandboxOptions options, string socketPath, int? uid, Action<string> admit, IZygoteObserver observer)
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        ZygoteProcess? process = null;
        try
        {
            listener.Bind(new UnixDomainSocketEndPoint(socketPath));
            listener.Listen(1024);
            admit(socketPath);
            process = ZygoteProcess.Start(options.Python);
            var errors = process.ReadErrorsAsync();
            process.SendSettings(ZygoteSettings.Encode(kind, options, socketPath, uid));
            var line = await process.Answers.ReadLineAsync().WaitAsync(options.StartTimeout);
            if (line?.Split(' ', 2) is not ["READY", var json])
                throw new SandboxException(ZygoteFailure.Explain(kind, line, line is null ? await errors : ""), permanent: true);
            var zygote = new Zygote(process, listener, uid, options.StartTimeout, observer) { Report = JsonSerializer.Deserialize<ZygoteReport>(json)! };
            _ = Task.Run(zygote.AcceptAsync);
            _ = Task.Run(zygote.ReadAnswersAsync);
            return zygote;
        }
        catch (Exception e)
        {
            listener.Dispose();
            process?.Dispose();
            throw e switch
            {
                SandboxException => e,
                TimeoutException => new SandboxException($"the Python zygote was not ready within {options.StartTimeout.TotalSeconds} s"),
                IOException => new SandboxException($"the Python zygote ended while it started: {e.Message}"),
                _ => new SandboxException($"the Python zygote cannot start: {e.Message}"),
            };
        }
    }

    /// <summary>Kills children and forks others, which warm up or not. One command: each would wake the zygote.</summary>
    public void Fork(int count, bool warm, List<int> killed)
    {
        Forks += count;
        if (count + killed.Count > 0)
            _process.Send(string.Join('\n', killed.Select(pid => $"K {pid}").Concat(Enumerable.Repeat(warm ? "W" : "F", count))));
    }

    public void Kill(int pid) => _process.Send($"K {pid}");

    public void Limit(int pid, long cpuSeconds, long memory) => _process.Send($"L {pid} {cpuSeconds} {memory}");

    /// <summary>Ends the zygote and every child.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _listener.Dispose();
        _process.Dispose();
    }

    private async Task ReadAnswersAsync()
    {
        try
        {
            while (await _process.Answers.ReadLineAsync() is { } line)
            {
                var words = line.Split(' ');
                if (words is ["C", var forked])
                    Announced(int.Parse(forked));
                else if (words is ["L", var limited])
                    Limited(int.Parse(limited));
                else if (words is ["X", var pid, var status, var user, var system, var memory])
                {
                    var cpu = TimeSpan.FromMicroseconds(double.Parse(user) + double.Parse(system));
                    Reaped(int.Parse(pid), new ChildExit(int.Parse(status), cpu, long.Parse(memory) * 1024));
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or FormatException or InvalidOperationException)
        {
            // The pipe broke: the same as the end.
        }
        AllEnded();
    }

    private void Limited(int pid)
    {
        lock (_gate)
            _live.GetValueOrDefault(pid)?.Limited();
    }

    private void Announced(int pid)
    {
        if (pid < 0)
        {
            _observer.StartFailed(this);
            return;
        }
        var child = new SandboxChild(this, pid);
        Socket? socket;
        lock (_gate)
        {
            _live[pid] = child;
            if (!_early.Remove(pid, out socket))
                _unconnected.Add(pid);
        }
        if (socket is not null)
            _ = GreetAsync(child, socket);
        else
            _ = KillIfSilentAsync(child);
    }

    // A child that hangs before it connects would otherwise be waited for without end.
    private async Task KillIfSilentAsync(SandboxChild child)
    {
        try
        {
            await Task.Delay(_startTimeout, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        lock (_gate)
        {
            if (!_unconnected.Contains(child.Pid))
                return;
        }
        child.Kill();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync(_stopping.Token);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                if (_stopping.IsCancellationRequested || e is ObjectDisposedException)
                    return;
                // No descriptors left, for instance: trying again at once would only burn time.
                await Task.Delay(AcceptPause);
                continue;
            }
            var (pid, uid) = PeerCredentials.Of(socket);
            SandboxChild? child = null;
            lock (_gate)
            {
                if (_ended || (_uid is { } expected && uid != expected))
                    pid = 0;
                else if (_unconnected.Remove(pid))
                    child = _live[pid];
                else if (!_live.ContainsKey(pid) && PeerCredentials.ParentOf(pid) == _process.Id && _early.TryAdd(pid, socket))
                    continue;
            }
            if (child is not null)
                _ = GreetAsync(child, socket);
            else
                socket.Dispose();
        }
    }

    private async Task GreetAsync(SandboxChild child, Socket socket)
    {
        child.Attach(socket);
        try
        {
            var hello = child.Channel.ReadAsync(static kind => kind == FrameKind.Hello ? 0 : null).AsTask();
            if (await hello.WaitAsync(_startTimeout, _stopping.Token) is not null)
            {
                _observer.Ready(this, child);
                return;
            }
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException or FrameException)
        {
            // Not a child as it should be.
        }
        child.Dispose();
        _observer.StartFailed(this);
    }

    private void Reaped(int pid, ChildExit exit)
    {
        SandboxChild? child;
        bool neverConnected;
        lock (_gate)
        {
            _live.Remove(pid, out child);
            neverConnected = _unconnected.Remove(pid);
        }
        child?.Ended(exit);
        if (neverConnected)
            _observer.StartFailed(this);
        _observer.Reaped(this);
    }

    private void AllEnded()
    {
        SandboxChild[] lost;
        int waiting;
        lock (_gate)
        {
            _ended = true;
            lost = [.. _live.Values];
            waiting = _unconnected.Count;
            _live.Clear();
            _unconnected.Clear();
            foreach (var socket in _early.Values)
                socket.Dispose();
            _early.Clear();
        }
        foreach (var child in lost)
            child.Ended(ChildExit.Lost);
        for (var i = 0; i < waiting; i++)
            _observer.StartFailed(this);
        _observer.Ended(this);
    }
}
