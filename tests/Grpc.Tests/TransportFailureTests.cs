using System.Net;
using System.Net.Sockets;
using Flux.Grpc.Tests.Support;
using Grpc.Core;
using Grpc.Net.Client;

namespace Flux.Grpc.Tests;

public sealed class TransportFailureTests
{
    [Fact]
    public async Task Call_NobodyListens_UnavailableAtOnce()
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{FreePort()}");
        var client = new Echo.EchoClient(channel);
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(async () => await client.UnaryAsync(new EchoRequest()))).StatusCode);
        using var stream = client.ServerStream(new EchoRequest());
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext())).StatusCode);
        using var duplex = client.Duplex();
        Assert.Equal(StatusCode.Unavailable,
            (await Assert.ThrowsAsync<RpcException>(() => duplex.RequestStream.WriteAsync(new EchoRequest()))).StatusCode);
        using var upload = client.ClientStream();
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(async () => await upload)).StatusCode);
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(async () => await upload.ResponseHeadersAsync)).StatusCode);
    }

    [Fact]
    public async Task Call_ConnectionCutMidCall_Unavailable()
    {
        await using var server = await TestServer.StartAsync();
        await using var relay = new Relay(server.Address.Port);
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{relay.Port}");
        var client = new Echo.EchoClient(channel);
        using var unary = client.UnaryAsync(new EchoRequest { Action = "wait" });
        using var stream = client.ServerStream(new EchoRequest { Count = 1, Action = "wait" });
        Assert.True(await stream.ResponseStream.MoveNext());
        await server.Probe.Started;
        relay.Cut();
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(async () => await unary)).StatusCode);
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext())).StatusCode);
        await server.Probe.Cancelled;
    }

    [Fact]
    public async Task Call_ConnectionReset_Unavailable()
    {
        await using var server = await TestServer.StartAsync();
        await using var relay = new Relay(server.Address.Port);
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{relay.Port}");
        using var duplex = new Echo.EchoClient(channel).Duplex();
        await duplex.RequestStream.WriteAsync(new EchoRequest { Text = "a" });
        Assert.True(await duplex.ResponseStream.MoveNext());
        relay.Reset();
        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => duplex.ResponseStream.MoveNext())).StatusCode);
        Assert.Equal(StatusCode.Unavailable,
            (await Assert.ThrowsAsync<RpcException>(() => duplex.RequestStream.WriteAsync(new EchoRequest()))).StatusCode);
    }

    [Fact]
    public async Task Channel_ServerComesBack_NextCallConnectsAgain()
    {
        await using var server = await TestServer.StartAsync();
        await using var relay = new Relay(server.Address.Port);
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{relay.Port}");
        var client = new Echo.EchoClient(channel);
        await client.UnaryAsync(new EchoRequest());
        using var waiting = client.UnaryAsync(new EchoRequest { Action = "wait" });
        await server.Probe.Started;
        relay.Cut();
        await Assert.ThrowsAsync<RpcException>(async () => await waiting);
        Assert.Equal("again", (await client.UnaryAsync(new EchoRequest { Text = "again" })).Text);
    }

    [Fact]
    public async Task Call_PeerIsNoHttp2Server_Unavailable()
    {
        await using var server = await TestServer.StartAsync();
        using var channel = GrpcChannel.ForAddress(server.Http1Address);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await new Echo.EchoClient(channel).UnaryAsync(new EchoRequest()));
        Assert.True(error.StatusCode == StatusCode.Unavailable, error.ToString());
    }

    [Fact]
    public async Task WaitForReady_ServerStartsLater_CallSucceeds()
    {
        await using var server = await TestServer.StartAsync();
        var port = FreePort();
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
        var call = new Echo.EchoClient(channel).UnaryAsync(new EchoRequest { Text = "late" }, new CallOptions().WithWaitForReady());
        Assert.False(call.ResponseAsync.IsCompleted);
        await using var relay = new Relay(server.Address.Port, port);
        Assert.Equal("late", (await call).Text);
    }

    [Fact]
    public async Task WaitForReady_NobodyComes_DeadlineExceeded()
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{FreePort()}");
        var error = await Assert.ThrowsAsync<RpcException>(async () => await new Echo.EchoClient(channel).UnaryAsync(
            new EchoRequest(), new CallOptions(deadline: DateTime.UtcNow.AddMilliseconds(200)).WithWaitForReady()));
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
