using System.Net;
using System.Net.Sockets;

namespace Flux.Conformance.Wire;

/// <summary>A relay between a client and a server that shows how the gRPC messages really travelled: interfaces hide the compressed flag.</summary>
internal sealed class WireTap : IAsyncDisposable
{
    private readonly int _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<TappedMessage> _requests = [];
    private readonly List<TappedMessage> _responses = [];
    private readonly Task _accepting;

    public WireTap(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where the client connects to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The clients' messages so far. A message is here before the server has seen it.</summary>
    public IReadOnlyList<TappedMessage> Requests => Copy(_requests);

    /// <summary>The server's messages so far. A message is here before the client has seen it.</summary>
    public IReadOnlyList<TappedMessage> Responses => Copy(_responses);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private static List<TappedMessage> Copy(List<TappedMessage> list)
    {
        lock (list)
            return [.. list];
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(RelayAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task RelayAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            await Task.WhenAll(
                CopyAsync(near.GetStream(), far.GetStream(), new MessageTap(fromClient: true, Add(_requests))),
                CopyAsync(far.GetStream(), near.GetStream(), new MessageTap(fromClient: false, Add(_responses))));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException)
        {
            // One side is gone, so the other one is let go as well.
        }
    }

    private static Action<TappedMessage> Add(List<TappedMessage> list) => message =>
    {
        lock (list)
            list.Add(message);
    };

    private async Task CopyAsync(NetworkStream from, NetworkStream to, MessageTap tap)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await from.ReadAsync(buffer, _stop.Token)) > 0)
        {
            tap.Feed(buffer.AsSpan(0, read));
            await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
        to.Socket.Shutdown(SocketShutdown.Send);
    }
}
