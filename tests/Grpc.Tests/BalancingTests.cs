using System.Collections.Concurrent;
using Flux.Grpc.Tests.Support;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.Grpc.Tests;

/// <summary>One channel, several addresses.</summary>
public sealed class BalancingTests
{
    [Fact]
    public async Task Static_RoundRobin_CallsGoToEachInTurn()
    {
        await using var one = await TestServer.StartAsync();
        await using var two = await TestServer.StartAsync();
        await using var three = await TestServer.StartAsync();
        using var channel = Channel(roundRobin: true, one, two, three);
        var ports = await CallAsync(channel, 9);
        Assert.Equal([3, 3, 3], ports.Values);
    }

    [Fact]
    public async Task Static_PickFirst_AllCallsGoToOne()
    {
        await using var one = await TestServer.StartAsync();
        await using var two = await TestServer.StartAsync();
        using var channel = Channel(roundRobin: false, one, two);
        Assert.Equal([one.Address.Port], (await CallAsync(channel, 4)).Keys);
    }

    [Fact]
    public async Task Static_AddressFailsAndComesBack_IsLeftOutAndRejoins()
    {
        await using var one = await TestServer.StartAsync();
        var two = await TestServer.StartAsync();
        using var channel = Channel(roundRobin: true, one, two);
        var port = two.Address.Port;
        Assert.Equal(2, (await CallAsync(channel, 4)).Count);

        await two.DisposeAsync();
        // A call that was sent over the dying connection may be told so; none hangs, and then all go to the other.
        await TryAsync(channel);
        Assert.Equal([one.Address.Port], (await CallAsync(channel, 6)).Keys);

        await using var back = await TestServer.StartAsync(port: port);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await CallAsync(channel, 2)).ContainsKey(port))
            patience.Token.ThrowIfCancellationRequested();
    }

    [Fact]
    public async Task Static_NobodyAnswers_Unavailable()
    {
        var gone = await TestServer.StartAsync();
        using var channel = Channel(roundRobin: true, gone, gone);
        await gone.DisposeAsync();
        var error = await Assert.ThrowsAsync<RpcException>(async () => await new Echo.EchoClient(channel).UnaryAsync(new EchoRequest()));
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
    }

    [Fact]
    public async Task Static_WaitForReady_WaitsForTheFirstThatComes()
    {
        var gone = await TestServer.StartAsync();
        using var channel = Channel(roundRobin: true, gone);
        var port = gone.Address.Port;
        await gone.DisposeAsync();
        using var call = new Echo.EchoClient(channel).UnaryAsync(new EchoRequest { Text = "hi" }, new CallOptions().WithWaitForReady());
        await using var back = await TestServer.StartAsync(port: port);
        Assert.Equal("hi", (await call).Text);
    }

    // localhost is ::1 and 127.0.0.1; the server listens on the latter only.
    [Fact]
    public async Task Dns_NameWithSeveralAddresses_TheOneThatListensIsFound()
    {
        await using var server = await TestServer.StartAsync();
        using var channel = GrpcChannel.ForAddress($"dns:///localhost:{server.Address.Port}", new GrpcChannelOptions
        {
            Credentials = ChannelCredentials.Insecure,
            ServiceConfig = new ServiceConfig { LoadBalancingConfigs = { new RoundRobinConfig() } },
        });
        Assert.Equal(4, (await CallAsync(channel, 4))[server.Address.Port]);
    }

    [Fact]
    public async Task Dns_NoSuchName_Unavailable()
    {
        using var channel = GrpcChannel.ForAddress("dns:///no-such-host.invalid:80", new GrpcChannelOptions { Credentials = ChannelCredentials.Insecure });
        var error = await Assert.ThrowsAsync<RpcException>(async () => await new Echo.EchoClient(channel).UnaryAsync(new EchoRequest()));
        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
    }

    [Theory]
    [InlineData("dns:///localhost:80")] // no credentials
    [InlineData("static:///somewhere")] // no resolver
    public void ForAddress_SomethingMissing_IsRefused(string address) => Assert.Throws<InvalidOperationException>(() => GrpcChannel.ForAddress(address));

    private static GrpcChannel Channel(bool roundRobin, params TestServer[] servers)
    {
        var addresses = servers.Select(server => new BalancerAddress(server.Address.Host, server.Address.Port)).ToList();
        var services = new ServiceCollection().AddSingleton<ResolverFactory>(new StaticResolverFactory(_ => addresses)).BuildServiceProvider();
        var config = new ServiceConfig();
        if (roundRobin)
            config.LoadBalancingConfigs.Add(new RoundRobinConfig());
        return GrpcChannel.ForAddress("static:///echo", new GrpcChannelOptions { Credentials = ChannelCredentials.Insecure, ServiceProvider = services, ServiceConfig = config });
    }

    // How many calls each port got, by what the server saw as its own address.
    private static async Task<IReadOnlyDictionary<int, int>> CallAsync(GrpcChannel channel, int calls)
    {
        var ports = new ConcurrentDictionary<int, int>();
        for (var i = 0; i < calls; i++)
        {
            var reply = await new Echo.EchoClient(channel).UnaryAsync(new EchoRequest { Action = "port" });
            ports.AddOrUpdate(reply.Count, 1, static (_, count) => count + 1);
        }
        return ports;
    }

    private static async Task TryAsync(GrpcChannel channel)
    {
        for (var i = 0; i < 2; i++)
        {
            try
            {
                await new Echo.EchoClient(channel).UnaryAsync(new EchoRequest());
            }
            catch (RpcException e)
            {
                Assert.Equal(StatusCode.Unavailable, e.StatusCode);
            }
        }
    }
}
