using System.Runtime.InteropServices;
using Flux.DeviceGateway.Errors;
using static Flux.DeviceGateway.Ssh.Libssh.LibsshNative;
using static Flux.DeviceGateway.Ssh.Libssh.PosixNative;

namespace Flux.DeviceGateway.Ssh.Libssh;

/// <summary>
/// A TCP connection that a jump host makes for us (RFC 4254 7.2). libssh wants a socket for the session inside, so one
/// end of a socket pair goes to it and the bytes of the other end are carried to and from the channel.
/// </summary>
internal sealed class LibsshTunnel : IDisposable
{
    private const int WouldBlock = 11;

    private readonly SshLoop _loop;
    private readonly LibsshChannel _channel;
    private readonly int _ours;
    private readonly CancellationTokenSource _end = new();

    private LibsshTunnel(SshLoop loop, LibsshChannel channel, int ours)
    {
        _loop = loop;
        _channel = channel;
        _ours = ours;
    }

    /// <summary>Opens the way; answers a descriptor that the caller owns. Only on the loop's thread.</summary>
    /// <exception cref="DeviceException">UNREACHABLE, in the jump host's words.</exception>
    public static async Task<int> OpenAsync(SshLoop loop, LibsshSession jump, SshTarget target, CancellationToken cancellationToken)
    {
        var handle = ssh_channel_new(jump.Handle);
        if (await jump.RepeatAsync(() => ssh_channel_open_forward(handle, target.Host, target.Port, "127.0.0.1", 0), cancellationToken) != Ok)
            throw new DeviceException(DeviceReason.Unreachable, $"The jump host {jump.Target} does not connect to {target} ({jump.LastError}). It must allow TCP forwarding and reach that address.");
        var (theirs, ours) = Pair();
        _ = new LibsshTunnel(loop, new LibsshChannel(loop, jump, handle), ours).CarryAsync();
        return theirs;
    }

    public void Dispose() => _end.Dispose();

    private static unsafe (int Theirs, int Ours) Pair()
    {
        var pair = stackalloc int[2];
        if (socketpair(1, StreamNonBlockingCloseOnExec, 0, pair) != 0)
            throw new InvalidOperationException($"socketpair(2) failed with errno {Marshal.GetLastPInvokeError()}.");
        return (pair[0], pair[1]);
    }

    private async Task CarryAsync()
    {
        await Task.WhenAll(UntilEndAsync(ToDeviceAsync), UntilEndAsync(FromDeviceAsync));
        _ = close(_ours); // the session inside reads the end of its connection
        await _channel.DisposeAsync();
        Dispose();
    }

    // Whatever ends one direction ends the other; the sessions at both sides report it themselves.
    private async Task UntilEndAsync(Func<Task> carry)
    {
        try
        {
            await carry();
        }
        catch (Exception error) when (error is DeviceException or OperationCanceledException or ObjectDisposedException)
        {
        }

        await _end.CancelAsync();
    }

    private async Task ToDeviceAsync()
    {
        var readable = new PollSource(_ours);
        var buffer = new byte[16384];
        while (true)
        {
            var count = Read(buffer);
            if (count > 0)
                await _channel.WriteAsync(buffer.AsMemory(0, count), _end.Token);
            else if (count < 0 && Marshal.GetLastPInvokeError() == WouldBlock)
                await _loop.WaitAsync(readable, _end.Token);
            else
                return;
        }
    }

    private async Task FromDeviceAsync()
    {
        var writable = new PollSource(_ours) { Events = () => PollOut };
        var buffer = new byte[16384];
        while (await _channel.ReadAsync(buffer, _end.Token) is > 0 and var count)
        {
            for (var rest = buffer.AsMemory(0, count); rest.Length > 0;)
            {
                var written = Write(rest.Span);
                if (written > 0)
                    rest = rest[written..];
                else if (Marshal.GetLastPInvokeError() == WouldBlock)
                    await _loop.WaitAsync(writable, _end.Token);
                else
                    return;
            }
        }
    }

    private unsafe int Read(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
            return (int)recv(_ours, start, (nuint)buffer.Length, 0);
    }

    private unsafe int Write(ReadOnlySpan<byte> data)
    {
        const int NoSignal = 0x4000; // or a closed peer would end this process
        fixed (byte* start = data)
            return (int)send(_ours, start, (nuint)data.Length, NoSignal);
    }
}
