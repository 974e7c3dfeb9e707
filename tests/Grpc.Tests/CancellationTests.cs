using Flux.Grpc.Tests.Support;
using Grpc.Core;

namespace Flux.Grpc.Tests;

public sealed class CancellationTests
{
    [Fact]
    public async Task Unary_TokenCancelled_CancelledOnBothSides()
    {
        await using var server = await TestServer.StartAsync();
        using var source = new CancellationTokenSource();
        using var call = server.Client().UnaryAsync(new EchoRequest { Action = "wait" }, cancellationToken: source.Token);
        await server.Probe.Started;
        await source.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
        await server.Probe.Cancelled;
    }

    // Tokens of finished calls are used again: a late Dispose of one must not reach a call that has its token now.
    [Fact]
    public async Task Unary_DisposedAfterItsEnd_LaterCallsUnharmed()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Client();
        for (var i = 0; i < 50; i++)
        {
            var ended = client.UnaryAsync(new EchoRequest { Text = "first" });
            Assert.Equal("first", (await ended).Text);
            using var next = client.UnaryAsync(new EchoRequest { Text = "next" });
            ended.Dispose();
            Assert.Equal("next", (await next).Text);
            Assert.Equal(StatusCode.OK, ended.GetStatus().StatusCode);
            Assert.NotNull(ended.GetTrailers());
        }
    }

    [Fact]
    public async Task Unary_SomeCancelled_TheOthersComplete()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Client();
        for (var i = 0; i < 50; i++)
        {
            using var source = new CancellationTokenSource();
            using var cancelled = client.UnaryAsync(new EchoRequest { Action = "wait" }, cancellationToken: source.Token);
            using var other = client.UnaryAsync(new EchoRequest { Text = "other" });
            await source.CancelAsync();
            Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(async () => await cancelled)).StatusCode);
            Assert.Equal("other", (await other).Text);
        }
    }

    [Fact]
    public async Task ServerStream_Disposed_ServerTokenCancelled()
    {
        await using var server = await TestServer.StartAsync();
        var call = server.Client().ServerStream(new EchoRequest { Count = 1, Action = "wait" });
        Assert.True(await call.ResponseStream.MoveNext());
        call.Dispose();
        await server.Probe.Cancelled;
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task MoveNext_TokenCancelled_EndsTheCall()
    {
        await using var server = await TestServer.StartAsync();
        using var source = new CancellationTokenSource();
        using var call = server.Client().ServerStream(new EchoRequest { Action = "wait" });
        var reading = call.ResponseStream.MoveNext(source.Token);
        await server.Probe.Started;
        await source.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(() => reading)).StatusCode);
        await server.Probe.Cancelled;
    }

    [Fact]
    public async Task Duplex_TokenCancelled_WritesFailCancelled()
    {
        await using var server = await TestServer.StartAsync();
        using var source = new CancellationTokenSource();
        using var call = server.Client().Duplex(cancellationToken: source.Token);
        await call.RequestStream.WriteAsync(new EchoRequest { Text = "a" });
        // A call that is reset while it is on its way may never reach the service.
        await server.Probe.Started;
        await source.CancelAsync();
        var error = await Assert.ThrowsAsync<RpcException>(() => call.RequestStream.WriteAsync(new EchoRequest()));
        Assert.Equal(StatusCode.Cancelled, error.StatusCode);
        await server.Probe.Cancelled;
    }

    [Fact]
    public async Task ClientStream_ServerWaits_TokenEndsTheCall()
    {
        await using var server = await TestServer.StartAsync();
        using var source = new CancellationTokenSource();
        using var call = server.Client().ClientStream(cancellationToken: source.Token);
        await call.RequestStream.WriteAsync(new EchoRequest { Action = "wait" });
        await server.Probe.Started;
        await source.CancelAsync();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
        await server.Probe.Cancelled;
    }

    [Fact]
    public async Task Channel_Disposed_CallsEndCancelled()
    {
        await using var server = await TestServer.StartAsync();
        var channel = server.Channel();
        using var call = new Echo.EchoClient(channel).UnaryAsync(new EchoRequest { Action = "wait" });
        await server.Probe.Started;
        channel.Dispose();
        Assert.Equal(StatusCode.Cancelled, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
    }

    [Fact]
    public async Task ThrowOperationCanceled_Set_ThrowsIt()
    {
        await using var server = await TestServer.StartAsync();
        using var source = new CancellationTokenSource();
        using var call = server.Client(o => o.ThrowOperationCanceledOnCancellation = true)
            .UnaryAsync(new EchoRequest { Action = "wait" }, cancellationToken: source.Token);
        await server.Probe.Started;
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await call);
    }

    [Fact]
    public async Task ServerStream_ClientGone_WritingServiceStops()
    {
        await using var server = await TestServer.StartAsync();
        var call = server.Client().ServerStream(new EchoRequest { Count = int.MaxValue });
        Assert.True(await call.ResponseStream.MoveNext());
        call.Dispose();
        await server.Probe.Cancelled;
    }
}
