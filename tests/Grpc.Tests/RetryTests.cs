using Flux.Grpc.Tests.Support;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;

namespace Flux.Grpc.Tests;

public sealed class RetryTests
{
    [Theory]
    [InlineData(2, 3, true)]
    [InlineData(3, 3, true)]
    [InlineData(4, 3, false)]
    public async Task Unary_FailsFirst_TriedAgainUpToTheLimit(int succeedsAt, int attempts, bool succeeds)
    {
        await using var server = await TestServer.StartAsync();
        var call = server.Client(WithRetries(attempts)).UnaryAsync(new EchoRequest { Action = "flaky", Count = succeedsAt });
        if (succeeds)
            Assert.Equal(succeedsAt, (await call).Count);
        else
            Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
        Assert.Equal(Math.Min(succeedsAt, attempts), server.Probe.Calls);
    }

    [Fact]
    public async Task Unary_OtherStatus_NotTriedAgain()
    {
        await using var server = await TestServer.StartAsync();
        await Assert.ThrowsAsync<RpcException>(async () =>
            await server.Client(WithRetries(5)).UnaryAsync(new EchoRequest { Action = "status", Code = (int)StatusCode.InvalidArgument }));
        Assert.Equal(1, server.Probe.Calls);
    }

    [Fact]
    public async Task Unary_ChannelLimit_Wins()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Client(o =>
        {
            WithRetries(10)(o);
            o.MaxRetryAttempts = 2;
        });
        await Assert.ThrowsAsync<RpcException>(async () => await client.UnaryAsync(new EchoRequest { Action = "flaky", Count = 100 }));
        Assert.Equal(2, server.Probe.Calls);
    }

    [Fact]
    public async Task Unary_ManyFailures_ThrottleStopsRetries()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Client(o =>
        {
            WithRetries(5)(o);
            o.ServiceConfig!.RetryThrottling = new RetryThrottlingPolicy { MaxTokens = 4, TokenRatio = 0.1 };
        });
        // Tokens 4, 3, then 2 = half: the second failure is the last that could be retried.
        await Assert.ThrowsAsync<RpcException>(async () => await client.UnaryAsync(new EchoRequest { Action = "flaky", Count = 100 }));
        Assert.Equal(2, server.Probe.Calls);
        await Assert.ThrowsAsync<RpcException>(async () => await client.UnaryAsync(new EchoRequest { Action = "flaky", Count = 100 }));
        Assert.Equal(3, server.Probe.Calls);
    }

    [Fact]
    public async Task Policy_OtherMethod_DoesNotApply()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Client(WithRetries(5, new MethodName { Service = "flux.test.Echo", Method = "ServerStream" }));
        await Assert.ThrowsAsync<RpcException>(async () => await client.UnaryAsync(new EchoRequest { Action = "flaky", Count = 2 }));
        Assert.Equal(1, server.Probe.Calls);
    }

    [Fact]
    public void Policy_Incomplete_Refused()
    {
        var config = new ServiceConfig { MethodConfigs = { new MethodConfig { Names = { MethodName.Default }, RetryPolicy = new RetryPolicy { MaxAttempts = 1 } } } };
        Assert.Throws<InvalidOperationException>(() => GrpcChannel.ForAddress("http://127.0.0.1:1", new GrpcChannelOptions { ServiceConfig = config }));
    }

    private static Action<GrpcChannelOptions> WithRetries(int attempts, MethodName? name = null) => options => options.ServiceConfig = new ServiceConfig
    {
        MethodConfigs =
        {
            new MethodConfig
            {
                Names = { name ?? MethodName.Default },
                RetryPolicy = new RetryPolicy
                {
                    MaxAttempts = attempts,
                    InitialBackoff = TimeSpan.FromMilliseconds(1),
                    MaxBackoff = TimeSpan.FromMilliseconds(5),
                    BackoffMultiplier = 2,
                    RetryableStatusCodes = { StatusCode.Unavailable },
                },
            },
        },
    };
}
