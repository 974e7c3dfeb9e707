using Flux.Grpc.Tests.Support;
using Grpc.Core;

namespace Flux.Grpc.Tests;

public sealed class DeadlineTests
{
    [Fact]
    public async Task Client_DeadlinePasses_DeadlineExceededAndServerTokenCancelled()
    {
        await using var server = await TestServer.StartAsync();
        // A busy machine may take longer than the first deadline to bring the call to the service.
        for (var deadline = TimeSpan.FromMilliseconds(100); !server.Probe.Started.IsCompleted; deadline *= 2)
        {
            var error = await Assert.ThrowsAsync<RpcException>(async () =>
                await server.Client().UnaryAsync(new EchoRequest { Action = "wait" }, deadline: DateTime.UtcNow + deadline));
            Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        }
        await server.Probe.Cancelled;
    }

    [Fact]
    public async Task Client_DeadlineInThePast_FailsWithoutACall()
    {
        await using var server = await TestServer.StartAsync();
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client().UnaryAsync(new EchoRequest(), deadline: DateTime.UtcNow.AddSeconds(-1)));
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        Assert.Equal(0, server.Probe.Calls);
    }

    [Fact]
    public async Task Server_HandlerIgnoresCancellation_ClientHearsOfTheDeadlineFromTheServer()
    {
        await using var server = await TestServer.StartAsync();
        // No deadline at this client: only the header tells the server.
        var headers = new Metadata { { "grpc-timeout", "100m" } };
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client().UnaryAsync(new EchoRequest { Action = "ignore-cancel" }, headers));
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
        server.Probe.Release();
    }

    [Fact]
    public async Task Stream_DeadlineBetweenMessages_MessagesThenDeadlineExceeded()
    {
        await using var server = await TestServer.StartAsync();
        using var call = server.Client().ServerStream(new EchoRequest { Count = 1, Action = "wait" }, deadline: DateTime.UtcNow.AddSeconds(3));
        Assert.True(await call.ResponseStream.MoveNext());
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.DeadlineExceeded, error.StatusCode);
    }

    [Fact]
    public async Task Server_Deadline_IsWhatTheClientAskedFor()
    {
        await using var server = await TestServer.StartAsync();
        var deadline = DateTime.UtcNow.AddMinutes(10);
        var seen = DateTime.Parse((await server.Client().UnaryAsync(new EchoRequest { Action = "deadline" }, deadline: deadline)).Text,
            null, System.Globalization.DateTimeStyles.RoundtripKind);
        Assert.InRange(seen, deadline.AddSeconds(-1), deadline.AddMinutes(1));
    }

    [Fact]
    public async Task Server_NoDeadline_IsMaxValue()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal(DateTime.MaxValue.ToString("O"), (await server.Client().UnaryAsync(new EchoRequest { Action = "deadline" })).Text);
    }
}
