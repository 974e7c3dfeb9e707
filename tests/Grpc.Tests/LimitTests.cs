using Flux.Grpc.Tests.Support;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.Grpc.Tests;

public sealed class LimitTests
{
    private const int FourMegabytes = 4 * 1024 * 1024;

    [Fact]
    public async Task Server_MessageAboveDefaultLimit_ResourceExhausted()
    {
        await using var server = await TestServer.StartAsync();
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client().UnaryAsync(new EchoRequest { Text = new string('x', FourMegabytes) }));
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        Assert.Equal(0, server.Probe.Calls);
    }

    [Fact]
    public async Task Client_AnswerAboveDefaultLimit_ResourceExhausted()
    {
        await using var server = await TestServer.StartAsync();
        var error = await Assert.ThrowsAsync<RpcException>(async () => await server.Client().UnaryAsync(new EchoRequest { Size = FourMegabytes }));
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Fact]
    public async Task Limits_RaisedForTheService_LargeMessagesPass()
    {
        await using var server = await TestServer.StartAsync(services: s => s.AddGrpc()
            .AddServiceOptions<EchoService>(o => o.MaxReceiveMessageSize = 3 * FourMegabytes));
        var client = server.Client(o => o.MaxReceiveMessageSize = 3 * FourMegabytes);
        var reply = await client.UnaryAsync(new EchoRequest { Text = new string('x', 2 * FourMegabytes), Size = FourMegabytes / 2 });
        Assert.Equal((2 * FourMegabytes, FourMegabytes / 2), (reply.Text.Length, reply.Payload.Length));
    }

    [Fact]
    public async Task Server_SendLimit_ResourceExhausted()
    {
        await using var server = await TestServer.StartAsync(o => o.MaxSendMessageSize = 1000);
        var error = await Assert.ThrowsAsync<RpcException>(async () => await server.Client().UnaryAsync(new EchoRequest { Size = 2000 }));
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
    }

    [Fact]
    public async Task Client_SendLimit_ResourceExhaustedWithoutACall()
    {
        await using var server = await TestServer.StartAsync();
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client(o => o.MaxSendMessageSize = 10).UnaryAsync(new EchoRequest { Text = "more than ten bytes" }));
        Assert.Equal(StatusCode.ResourceExhausted, error.StatusCode);
        Assert.Equal(0, server.Probe.Calls);
    }

    [Fact]
    public async Task Stream_LongRequest_NoBodyLimit()
    {
        await using var server = await TestServer.StartAsync();
        using var call = server.Client().ClientStream();
        var message = new EchoRequest { Payload = Google.Protobuf.ByteString.CopyFrom(new byte[1_000_000]) };
        for (var i = 0; i < 40; i++)
            await call.RequestStream.WriteAsync(message);
        await call.RequestStream.CompleteAsync();
        Assert.Equal(40, (await call).Count);
    }

    [Fact]
    public async Task ServerStream_ReaderStalls_WriterIsHeldBack()
    {
        await using var server = await TestServer.StartAsync();
        const int size = 100_000;
        using var call = server.Client().ServerStream(new EchoRequest { Count = 100_000, Size = size });
        Assert.True(await call.ResponseStream.MoveNext());
        // Reads on only now and then; what the service could write meanwhile is bounded by the windows, not by what it has to say.
        for (var i = 0; i < 50; i++)
        {
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.InRange(server.Probe.Written, 0, i + 400);
        }
    }
}
