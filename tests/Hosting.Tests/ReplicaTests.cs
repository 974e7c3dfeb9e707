using Flux.Hosting.ProbeHost;
using Flux.Hosting.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.Hosting.Tests;

/// <summary>A service that calls another one which has several addresses, or stands behind a sidecar.</summary>
public sealed class ReplicaTests
{
    [Fact]
    public async Task Discovery_TwoAddresses_BothAreCalled()
    {
        await using var one = await ProbeServer.StartAsync();
        await using var two = await ProbeServer.StartAsync();
        await using var front = await ProbeServer.StartAsync(["--discovery:flux-inventory", $"{one.Address},{two.Address}"]);
        Assert.Equal(["1", "2"], await CallAsync(front, one, two));
    }

    [Fact]
    public async Task Discovery_OneOfTwoIsGone_CallsGoToTheOther()
    {
        await using var one = await ProbeServer.StartAsync();
        var two = await ProbeServer.StartAsync();
        await using var front = await ProbeServer.StartAsync(["--discovery:flux-inventory", $"{two.Address},{one.Address}"]);
        await two.DisposeAsync();
        for (var i = 0; i < 4; i++)
            Assert.Equal("hi", (await front.Client.DoAsync(Relay("hi"))).Text);
    }

    [Fact]
    public async Task Discovery_DnsName_IsCalled()
    {
        await using var target = await ProbeServer.StartAsync();
        await using var front = await ProbeServer.StartAsync(["--discovery:flux-inventory", $"dns:///localhost:{target.Address.Port}"]);
        Assert.Equal("hi", (await front.Client.DoAsync(Relay("hi"))).Text);
    }

    [Theory]
    [InlineData("http://10.0.0.1:1,nowhere")]
    [InlineData("http://10.0.0.1:1,https://10.0.0.2:1")]
    [InlineData("dns:///a:1,dns:///b:1")]
    public async Task Discovery_BadList_IsRefused(string addresses)
    {
        await using var front = await ProbeServer.StartAsync(["--discovery:flux-flow", addresses]);
        Assert.Throws<FluxStartException>(() => front.App.Services.GetRequiredService<IServiceDirectory>().GetAddress(FluxService.Flow));
    }

    // The sidecar here is the target itself: what matters is where calls go and what they carry.
    [Fact]
    public async Task Sidecar_Given_CallsGoThereWithTheAppId()
    {
        await using var sidecar = await ProbeServer.StartAsync();
        await using var front = await ProbeServer.StartAsync(["--sidecar", sidecar.Address.ToString()]);
        var reply = await front.Client.DoAsync(new ProbeRequest { Action = "relay", Next = new ProbeRequest { Action = "header", Text = "dapr-app-id" } });
        Assert.Equal("flux-inventory", reply.Text);
    }

    private static async Task<IEnumerable<string>> CallAsync(ProbeServer front, ProbeServer one, ProbeServer two)
    {
        var names = new Dictionary<string, string> { [$"{one.Address.Port}"] = "1", [$"{two.Address.Port}"] = "2" };
        var seen = new HashSet<string>();
        for (var i = 0; i < 4; i++)
            seen.Add(names[(await front.Client.DoAsync(new ProbeRequest { Action = "relay", Next = new ProbeRequest { Action = "port" } })).Text]);
        return seen.Order();
    }

    private static ProbeRequest Relay(string text) => new() { Action = "relay", Next = new ProbeRequest { Text = text } };
}
