using Flux.DeviceGateway.Sessions;
using Flux.DeviceGateway.Tests.Support;
using Flux.DeviceGateway.Tests.Terminal;

namespace Flux.DeviceGateway.Tests.Sessions;

public sealed class GroupGateTests
{
    [Fact]
    public async Task OpenSession_GroupIsFull_WaitsUntilAnotherSessionCloses()
    {
        await using var gateway = await GatewayHost.StartAsync(options => options.GroupLimits = "core=1, edge = 2", new FakeSsh(_ => new FakeDevice()));
        var core = gateway.Elements.AddFake("generic", element => element with { Groups = ["all", "core"] });
        var other = gateway.Elements.AddFake("generic", element => element with { Groups = ["all"] });
        var first = await gateway.OpenAsync(core);

        var second = gateway.OpenAsync(core);
        await gateway.OpenAsync(other);
        await gateway.OpenAsync(other);
        Assert.False(second.IsCompleted);
        await gateway.Client.CloseSessionAsync(new() { SessionId = first.SessionId });

        Assert.NotEqual(first.SessionId, (await second).SessionId);
    }

    [Fact]
    public async Task EnterAsync_ManySessionsOfManyGroups_NeverMoreThanAllowedAndNoneStuck()
    {
        using var gate = new GroupGate(new DeviceOptions { GroupLimits = "a=3,b=2" });
        var (running, most) = (0, 0);
        var together = new Lock();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            using var places = await gate.EnterAsync(i % 2 == 0 ? ["a", "b"] : ["b", "a", "c"], default);
            lock (together)
                most = Math.Max(most, ++running);
            await Task.Yield();
            lock (together)
                running--;
        }));

        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task EnterAsync_Cancelled_GivesBackWhatItTook()
    {
        using var gate = new GroupGate(new DeviceOptions { GroupLimits = "a=1,b=1" });
        using var cancel = new CancellationTokenSource();
        var b = await gate.EnterAsync(["b"], default);
        var both = gate.EnterAsync(["a", "b"], cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => both);
        using var a = await gate.EnterAsync(["a"], default);
        b.Dispose();
    }

    [Theory]
    [InlineData("core")]
    [InlineData("core=0")]
    [InlineData("=3")]
    [InlineData("core=1,edge=x")]
    public void GroupLimits_Unreadable_AreRefused(string limits) =>
        Assert.Contains(new DeviceOptions { GroupLimits = limits }.Validate(null!), fault => fault.MemberNames.Contains("GroupLimits"));
}
