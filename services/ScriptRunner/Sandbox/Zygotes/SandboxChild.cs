using System.Net.Sockets;
using Flux.ScriptRunner.Sandbox.Channel;

namespace Flux.ScriptRunner.Sandbox.Zygotes;

/// <summary>One confined, single-use interpreter, ready to take a job. Disposing kills it.</summary>
internal sealed class SandboxChild(Zygote zygote, int pid) : IDisposable
{
    private readonly TaskCompletionSource<ChildExit> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _limited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FrameChannel? _channel;
    private int _disposed;

    public int Pid { get; } = pid;

    /// <summary>Ends when the kernel has reaped the process.</summary>
    public Task<ChildExit> Exit => _exit.Task;

    public FrameChannel Channel => _channel ?? throw new InvalidOperationException("the child has not connected");

    public void Attach(Socket socket) => _channel = new FrameChannel(socket);

    public void Ended(ChildExit exit)
    {
        _exit.TrySetResult(exit);
        _channel?.Close();
    }

    public bool IsOf(Zygote? other) => zygote == other;

    /// <summary>Lowers what the zygote gave it; ends once the kernel has taken the new limits, or the child has ended.</summary>
    public Task LimitAsync(TimeSpan cpu, long memory)
    {
        if (IsAlive)
            zygote.Limit(Pid, (long)Math.Ceiling(cpu.TotalSeconds), memory);
        return Task.WhenAny(_limited.Task, _exit.Task);
    }

    public void Limited() => _limited.TrySetResult();

    /// <summary>Ends the process, and with it a pending read.</summary>
    public void Kill()
    {
        if (IsAlive)
            zygote.Kill(Pid);
        _channel?.Close();
    }

    public void Dispose()
    {
        if (Release())
            zygote.Kill(Pid);
    }

    /// <summary>Gives up everything but the process; answers whether the caller has still to kill that.</summary>
    public bool Release()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return false;
        _channel?.Dispose();
        return IsAlive;
    }

    // Once reaped, its number may be that of a younger child.
    private bool IsAlive => !_exit.Task.IsCompleted;
}
