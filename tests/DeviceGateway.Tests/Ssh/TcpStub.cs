using System.Net;
using System.Net.Sockets;
using Flux.DeviceGateway.Ssh;

namespace Flux.DeviceGateway.Tests.Ssh;

/// <summary>A TCP server that answers each connection with fixed bytes: null hangs up at once, none says nothing.</summary>
internal sealed class TcpStub : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _clients = [];

    public TcpStub(Func<int, byte[]?> answer)
    {
        _listener.Start();
        _ = ServeAsync(answer);
    }

    public SshTarget Target() => new() { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port, Username = "nobody", Password = "secret" };

    public void Dispose()
    {
        _listener.Dispose();
        foreach (var client in _clients)
            client.Dispose();
    }

    private async Task ServeAsync(Func<int, byte[]?> answer)
    {
        for (var number = 0; ; number++)
        {
            TcpClient client;
            try
            {
                client = await _listener.AcceptTcpClientAsync();
            }
            catch (Exception error) when (error is ObjectDisposedException or SocketException)
            {
                return;
            }

            if (answer(number) is { } bytes)
            {
                _clients.Add(client);
                await client.GetStream().WriteAsync(bytes);
            }
            else
            {
                client.Dispose();
            }
        }
    }
}
