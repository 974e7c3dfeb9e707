using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Flux.DeviceGateway.Errors;
using static Flux.DeviceGateway.Ssh.Libssh.PosixNative;

namespace Flux.DeviceGateway.Ssh.Libssh;

/// <summary>
/// Opens TCP connections on the loop. A .NET socket will not do: its handle would stay registered with .NET's own
/// event loop after libssh has taken it over.
/// </summary>
internal static class TcpConnector
{
    private const int InProgress = 115;
    private const int SocketLevel = 1;
    private const int TcpLevel = 6;
    private const int KeepIdle = 4;

    // Level, option, value: SO_KEEPALIVE; TCP_NODELAY; TCP_KEEPINTVL (s), TCP_KEEPCNT; TCP_USER_TIMEOUT (ms).
    // A peer that vanished is noticed after about a minute, also on a session that only waits.
    private static readonly (int Level, int Option, int Value)[] _options =
        [(SocketLevel, 9, 1), (TcpLevel, 1, 1), (TcpLevel, 5, 10), (TcpLevel, 6, 3), (TcpLevel, 18, 60_000)];

    /// <summary>Tries the addresses in order; answers a connected descriptor that the caller owns. Only on the loop's thread.</summary>
    public static async Task<int> ConnectAsync(SshLoop loop, IPAddress[] addresses, SshTarget target, CancellationToken cancellationToken)
    {
        var error = 0;
        foreach (var address in addresses)
        {
            var descriptor = Start(new IPEndPoint(address, target.Port), target.KeepAlive, out error);
            if (descriptor < 0)
                continue;
            var source = new PollSource(descriptor) { Events = () => PollOut };
            try
            {
                await loop.WaitAsync(source, cancellationToken);
            }
            catch
            {
                _ = close(descriptor);
                throw;
            }

            error = SocketError(descriptor);
            if (error == 0)
                return descriptor;
            _ = close(descriptor);
        }

        throw Failure(target, error);
    }

    private static unsafe int Start(IPEndPoint endpoint, TimeSpan keepAlive, out int error)
    {
        var address = endpoint.Serialize();
        var family = endpoint.AddressFamily == AddressFamily.InterNetworkV6 ? 10 : 2;
        var descriptor = socket(family, StreamNonBlockingCloseOnExec, 0);
        error = Marshal.GetLastPInvokeError();
        if (descriptor < 0)
            return -1;
        foreach (var (level, option, value) in _options.Append((TcpLevel, KeepIdle, (int)Math.Clamp(keepAlive.TotalSeconds, 1, 32767))))
        {
            var copy = value;
            _ = setsockopt(descriptor, level, option, &copy, sizeof(int));
        }

        fixed (byte* bytes = address.Buffer.Span)
        {
            if (connect(descriptor, bytes, (uint)address.Size) == 0 || (error = Marshal.GetLastPInvokeError()) == InProgress)
                return descriptor;
        }

        _ = close(descriptor);
        return -1;
    }

    private static unsafe int SocketError(int descriptor)
    {
        int error;
        uint length = sizeof(int);
        return getsockopt(descriptor, SocketLevel, 4, &error, &length) == 0 ? error : Marshal.GetLastPInvokeError();
    }

    private static DeviceException Failure(SshTarget target, int error) => error switch
    {
        111 => new DeviceException(DeviceReason.ConnectionRefused, $"{target} refused the connection: nothing listens on that port. Check the element's address and transport_settings.port."),
        _ => new DeviceException(DeviceReason.Unreachable, $"{target} cannot be reached ({Marshal.GetPInvokeErrorMessage(error)}). Check the address, the route and the firewall."),
    };
}
