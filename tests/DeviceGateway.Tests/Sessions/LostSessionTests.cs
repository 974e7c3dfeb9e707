using Flux.Contracts.Device.V1;
using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Tests.Support;
using Flux.DeviceGateway.Tests.Terminal;
using Grpc.Core;

namespace Flux.DeviceGateway.Tests.Sessions;

/// <summary>Connections that end while nobody uses their sessions.</summary>
public sealed class LostSessionTests
{
    [Theory]
    [InlineData(ChannelKind.Exec)]
    [InlineData(ChannelKind.Shell)]
    public async Task Session_ConnectionEndsWhileIdle_ClosesAndGivesItsPlaceBackAtOnce(ChannelKind channel)
    {
        var ssh = new FakeSsh(_ => new FakeDevice("fake# "));
        await using var gateway = await GatewayHost.StartAsync(options => options.GroupLimits = "edge=1", ssh);
        var id = gateway.Elements.AddFake("generic", element => element with { Groups = ["edge"], Transport = element.Transport with { Channel = channel } });
        var first = await gateway.OpenAsync(id);
        var second = gateway.OpenAsync(id);
        Assert.False(second.IsCompleted);

        ssh.Connections[0].End.SetResult("it left 3 keep-alives without an answer");

        Assert.NotEqual(first.SessionId, (await second.WaitAsync(TimeSpan.FromSeconds(30))).SessionId);
        var error = await GatewayHost.FailAsync(() => gateway.SendAsync(first.SessionId, "show version"));
        Assert.Equal((StatusCode.NotFound, "SESSION_NOT_FOUND"), (error.Code, error.Reason));
        Assert.NotNull(await gateway.Client.GetTranscriptAsync(new GetTranscriptRequest { SessionId = first.SessionId }));
    }
}
