using Flux.Contracts.Device.V1;
using Flux.DeviceGateway.Tests.Support;
using Flux.DeviceGateway.Tests.Terminal;
using Grpc.Core;

namespace Flux.DeviceGateway.Tests.Configuring;

/// <summary>The line is cut at every single byte of a push: it never looks like a clean failure once a line went out.</summary>
public sealed class BrokenPushTests
{
    private static readonly string[] _lines = ["interface eth0", "description x"];

    [Fact]
    public async Task SendConfig_CutAfterAnyByteOfTheDevice_IsUnknownOnceALineWasSent() =>
        await CheckAsync(device => device.SentBytes, (device, bytes) => device.CutAfterSent = device.SentBytes + bytes);

    [Fact]
    public async Task SendConfig_CutAfterAnyTypedByte_IsUnknownOnceALineWasSent() =>
        await CheckAsync(device => device.TypedBytes, (device, bytes) => device.CutAfterTyped = device.TypedBytes + bytes);

    private static async Task CheckAsync(Func<FakeDevice, int> bytes, Action<FakeDevice, int> cutAfter)
    {
        FakeDevice device = null!;
        var running = new List<string>();
        await using var gateway = await GatewayHost.StartAsync(null, new FakeSsh(_ => device = ConfigDevice.Ios(running)));
        var id = gateway.Elements.AddFake("cisco_ios");

        // How many bytes a push takes that nothing disturbs, give or take the blanks that ask for certainty.
        var whole = await gateway.OpenAsync(id);
        var afterLogin = bytes(device);
        await PushAsync(gateway, whole.SessionId);
        var most = bytes(device) - afterLogin + 60;
        Assert.Equal(_lines, running);
        var outcomes = new HashSet<string>();

        for (var cut = 1; cut < most; cut++)
        {
            running.Clear();
            var session = await gateway.OpenAsync(id);
            cutAfter(device, cut);
            var reason = await ReasonAsync(gateway, session.SessionId);
            outcomes.Add(reason);
            if (running.Count > 0)
                Assert.Contains(reason, (string[])["CONFIG_STATE_UNKNOWN", ""]);
            if (running.Count < _lines.Length)
                Assert.NotEqual("", reason);
            if (reason == "CONNECTION_LOST")
                Assert.DoesNotContain(device.Typed, _lines.Contains);
        }

        Assert.Equal(["", "CONFIG_STATE_UNKNOWN", "CONNECTION_LOST"], outcomes.Order(StringComparer.Ordinal)); // each class was met
    }

    private static async Task<string> ReasonAsync(GatewayHost gateway, string sessionId)
    {
        try
        {
            await PushAsync(gateway, sessionId);
            return "";
        }
        catch (RpcException error)
        {
            var reason = Hosting.RpcExceptionExtensions.GetReason(error)!;
            Assert.Equal(reason == "CONFIG_STATE_UNKNOWN" ? StatusCode.Aborted : StatusCode.Unavailable, error.StatusCode);
            return reason;
        }
    }

    private static async Task PushAsync(GatewayHost gateway, string sessionId) =>
        await gateway.Client.SendConfigAsync(new SendConfigRequest { SessionId = sessionId, Lines = { _lines }, Save = true });
}
