using Flux.DeviceGateway.Errors;
using static Flux.DeviceGateway.Ssh.Libssh.LibsshNative;

namespace Flux.DeviceGateway.Ssh.Libssh;

/// <summary>One channel of a session: a shell or a command.</summary>
internal sealed class LibsshChannel : IByteChannel, IExecChannel
{
    private readonly SshLoop _loop;
    private readonly LibsshSession _session;
    private nint _handle;

    public LibsshChannel(SshLoop loop, LibsshSession session, nint handle)
    {
        _loop = loop;
        _session = session;
        _handle = handle;
    }

    /// <summary>Opens a channel and starts what <paramref name="request"/> asks for. Only on the loop's thread.</summary>
    public static async Task<LibsshChannel> OpenAsync(SshLoop loop, LibsshSession session, string what, Func<nint, IEnumerable<Func<int>>> request, CancellationToken cancellationToken)
    {
        var channel = new LibsshChannel(loop, session, ssh_channel_new(session.Handle));
        if (await session.RepeatAsync(() => ssh_channel_open_session(channel._handle), cancellationToken) != Ok)
            throw session.Lost();
        foreach (var step in request(channel._handle))
        {
            if (await session.RepeatAsync(step, cancellationToken) != Ok)
                throw new DeviceException(DeviceReason.UnsupportedByPlatform, $"The device gives no {what} ({session.LastError}). Choose the other transport_settings.channel (shell or exec).");
        }

        return channel;
    }

    public Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        _loop.RunAsync(() => _session.RepeatAsync(() => ReadEither(buffer.Span), cancellationToken));

    public Task WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) => _loop.RunAsync(() => _session.RepeatAsync(() =>
    {
        var written = WriteNow(data.Span);
        if (written is < 0 and not Again)
            throw _session.Lost();
        data = data[Math.Max(0, written)..];
        return data.IsEmpty ? Ok : Again; // the device's window is full
    }, cancellationToken));

    public Task<int?> GetExitStatusAsync(CancellationToken cancellationToken) => _loop.RunAsync<int?>(async () =>
    {
        // The status comes with the close of the channel; a device may also close without one.
        var status = await _session.RepeatAsync(() =>
        {
            _ = ReadNow(new byte[1], fromStandardError: 0);
            var found = ssh_channel_get_exit_status(_handle);
            return found == -1 && ssh_channel_is_closed(_handle) == 0 ? Again : found;
        }, cancellationToken);
        return status == -1 ? null : status;
    });

    public async ValueTask DisposeAsync() => await _loop.RunAsync(() =>
    {
        if (!_session.Closed && _handle != 0)
        {
            _ = ssh_channel_close(_handle);
            ssh_channel_free(_handle);
        }

        _handle = 0;
        return Task.FromResult(true);
    });

    /// <summary>The number of bytes, 0 at the end, or <see cref="LibsshNative.Again"/>.</summary>
    private int ReadEither(Span<byte> buffer)
    {
        while (true)
        {
            var packets = _session.Packets;
            for (var stream = 0; stream < 2; stream++)
            {
                var count = ReadNow(buffer, stream);
                if (count > 0)
                    return count;
                if (count is < 0 and not Eof and not Again)
                    throw _session.Lost();
            }

            if (packets == _session.Packets)
                return ssh_channel_is_eof(_handle) != 0 || ssh_channel_is_closed(_handle) != 0 ? 0 : Again;
        }
    }

    private unsafe int ReadNow(Span<byte> buffer, int fromStandardError)
    {
        if (_session.Closed || _handle == 0)
            throw _session.Lost();
        fixed (byte* start = buffer)
            return ssh_channel_read_nonblocking(_handle, start, (uint)buffer.Length, fromStandardError);
    }

    private unsafe int WriteNow(ReadOnlySpan<byte> data)
    {
        if (_session.Closed || _handle == 0)
            throw _session.Lost();
        fixed (byte* start = data)
            return ssh_channel_write(_handle, start, (uint)data.Length);
    }
}
