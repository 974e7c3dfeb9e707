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

    /// <summary>Lowers what the zygote gave it; ends once the kernel has taken the new limits, or the child has ended.</summary>
    public Task LimitAsync(TimeSpan cpu, long memory)
    {
        zygote.Limit(Pid, (long)Math.Ceiling(cpu.TotalSeconds), memory);
        return Task.WhenAny(_limited.Task, _exit.Task);
    }

    public void Limited() => _limited.TrySetResult();

    /// <summary>Ends the process, and with it a pending read.</summary>
    public void Kill()
    {
        KillProcess();
        _channel?.Close();
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        KillProcess();
        _channel?.Dispose();
    }

    // Once reaped, its number may be that of a younger child.
    private void KillProcess()
    {
        if (!_exit.Task.IsCompleted)
            zygote.Kill(Pid);
    }
}
