using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Flux.Lab;

/// <summary>Hands out TCP ports of loopback addresses that nothing listens on.</summary>
public static class LoopbackPort
{
    private static readonly ConcurrentDictionary<IPEndPoint, bool> _given = new();

    /// <summary>A free port of <paramref name="address"/> (default 127.0.0.1), never the same one twice in this process.</summary>
    public static int Free(IPAddress? address = null)
    {
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address ?? IPAddress.Loopback, 0));
            var endpoint = (IPEndPoint)socket.LocalEndPoint!;
            if (_given.TryAdd(endpoint, true))
                return endpoint.Port;
        }
    }

    /// <summary>
    /// A random block of 127.0.0.0/8 (the last byte is free for the caller). Servers there meet neither the
    /// machine's own services nor another test run, so a port stays free between the question and the bind.
    /// </summary>
    public static IPAddress Block(byte host)
    {
        var block = _block.Value;
        return new IPAddress([127, block[0], block[1], host]);
    }

    private static readonly Lazy<byte[]> _block = new(() => [(byte)Random.Shared.Next(64, 255), (byte)Random.Shared.Next(0, 255)]);
}
