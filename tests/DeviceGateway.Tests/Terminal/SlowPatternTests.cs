using System.Text;
using System.Text.RegularExpressions;
using Flux.Contracts.Device.V1;
using Flux.DeviceGateway.Tests.Support;
using Grpc.Core;

namespace Flux.DeviceGateway.Tests.Terminal;

/// <summary>Patterns whose repeats stand inside repeats, and the lines that they were not made for.</summary>
public sealed class SlowPatternTests
{
    private const string Trap = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!";
    private static readonly Regex _slow = new("^(?<host>(a+)+)>$", RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(1));

    [Fact]
    public async Task OpenSession_PromptsPatternFindsNoEnd_SaysWhichPattern()
    {
        await using var gateway = await GatewayHost.StartAsync(null, new FakeSsh(_ => new FakeDevice("r1# ", banner: Trap)));
        var id = gateway.Elements.AddFake("generic", element => element with { Transport = element.Transport with { Prompt = _slow } });

        var error = await GatewayHost.FailAsync(() => gateway.OpenAsync(id));
        var test = await gateway.Client.TestConnectionAsync(new TestConnectionRequest { ElementId = id });

        Assert.Equal((StatusCode.FailedPrecondition, "PATTERN_TOO_SLOW"), (error.Code, error.Reason));
        Assert.Contains("(a+)+", error.Message);
        Assert.DoesNotContain(Trap, error.Message);
        Assert.Equal("PATTERN_TOO_SLOW", test.Failure.Reason);
    }

    [Fact]
    public async Task SendConfig_AnswerNeedsTooLongOnceALineWasSent_IsUnknown()
    {
        var device = new FakeDevice("r1# ") { Answer = (device, line) => Encoding.ASCII.GetBytes(Switch(device, line)) };
        await using var gateway = await GatewayHost.StartAsync(null, new FakeSsh(_ => device));
        var prompt = new Regex(@"^(?<host>r1)(\(config\))?# ?$|^(b(a+)+)>$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)); // enough for the other matches on a busy machine
        var session = await gateway.OpenAsync(gateway.Elements.AddFake("frr", element => element with { Transport = element.Transport with { Prompt = prompt } }));

        var error = await GatewayHost.FailAsync(async () => await gateway.Client.SendConfigAsync(new SendConfigRequest { SessionId = session.SessionId, Lines = { "trap" } }));

        Assert.Equal((StatusCode.Aborted, "CONFIG_STATE_UNKNOWN"), (error.Code, error.Reason));
    }

    private static string Switch(FakeDevice device, string line)
    {
        if (line == "configure terminal")
            device.Prompt = "r1(config)# ";
        if (line == "trap")
            device.Prompt = "b" + Trap;
        return "";
    }
}
