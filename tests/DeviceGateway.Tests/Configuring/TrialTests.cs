using Flux.Contracts.Device.V1;
using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Ssh;
using Flux.DeviceGateway.Tests.Support;
using Flux.DeviceGateway.Tests.Terminal;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Flux.DeviceGateway.Tests.Configuring;

/// <summary>Changes that the device takes back by itself; the dialogues are those of the manuals.</summary>
public sealed class TrialTests
{
    private readonly List<FakeDevice> _devices = [];
    private readonly ManualTime _time = new();

    public static TheoryData<string, string[], string[]> Platforms => new()
    {
        { "junos", ["configure", "set system host-name r2", "commit confirmed 5", "exit"], ["configure", "commit", "exit"] },
        { "vyos", ["configure", "set system host-name r2", "commit-confirm 5", "y", "exit"], ["configure", "confirm", "exit"] },
        { "iosxr", ["configure terminal", "set system host-name r2", "commit confirmed minutes 5"], ["commit", "end"] },
        { "eos", ["configure session flux-ID", "set system host-name r2", "commit timer 00:05:00"], ["configure session flux-ID commit"] },
        { "cisco_ios", ["configure terminal revert timer 5", "set system host-name r2", "end"], ["configure confirm"] },
    };

    [Theory]
    [MemberData(nameof(Platforms))]
    public async Task ConfirmConfig_EachPlatform_SendsWhatItsManualSays(string platform, string[] pushed, string[] confirmed)
    {
        await using var gateway = await StartAsync(platform);
        var session = await gateway.OpenAsync(gateway.Elements.AddFake(platform));
        var before = _devices[0].Typed.Count;

        var dry = await SendAsync(gateway, session.SessionId, request => request.DryRun = true);
        var answer = await SendAsync(gateway, session.SessionId);
        var after = await gateway.Client.ConfirmConfigAsync(new ConfirmConfigRequest { SessionId = session.SessionId, TrialId = answer.Trial.Id });

        var typed = _devices[0].Typed.Skip(before).Select(line => line.Replace(answer.Trial.Id, "ID", StringComparison.Ordinal));
        Assert.Equal([.. pushed, .. confirmed], typed);
        Assert.Equal(dry.Sent, answer.Sent);
        Assert.Equal(confirmed, after.Sent.Select(line => line.Replace(answer.Trial.Id, "ID", StringComparison.Ordinal)));
        Assert.Equal(_time.GetUtcNow().AddMinutes(5), answer.Trial.ExpireTime.ToDateTimeOffset());
        Assert.Equal(platform == "iosxr", answer.Trial.BoundToSession);
    }

    [Fact]
    public async Task ConfirmConfig_AfterItsTime_SaysThatNothingIsLeft()
    {
        await using var gateway = await StartAsync("junos");
        var session = await gateway.OpenAsync(gateway.Elements.AddFake("junos"));
        var answer = await SendAsync(gateway, session.SessionId);
        _time.Advance(TimeSpan.FromMinutes(5));

        var error = await GatewayHost.FailAsync(async () => await gateway.Client.ConfirmConfigAsync(new ConfirmConfigRequest { SessionId = session.SessionId, TrialId = answer.Trial.Id }));

        Assert.Equal((StatusCode.FailedPrecondition, "NOTHING_TO_CONFIRM"), (error.Code, error.Reason));
    }

    [Fact]
    public async Task ConfirmConfig_BoundTrialInAnotherSession_IsRefused()
    {
        await using var gateway = await StartAsync("iosxr");
        var id = gateway.Elements.AddFake("iosxr");
        var (first, second) = (await gateway.OpenAsync(id), await gateway.OpenAsync(id));
        var answer = await SendAsync(gateway, first.SessionId);

        var error = await GatewayHost.FailAsync(async () => await gateway.Client.ConfirmConfigAsync(new ConfirmConfigRequest { SessionId = second.SessionId, TrialId = answer.Trial.Id }));

        Assert.Equal("NOTHING_TO_CONFIRM", error.Reason);
    }

    [Fact]
    public async Task ConfirmConfig_RollBack_TakesItBackWhereTheDeviceCan()
    {
        await using var gateway = await StartAsync("junos");
        var session = await gateway.OpenAsync(gateway.Elements.AddFake("junos"));
        var answer = await SendAsync(gateway, session.SessionId);

        var after = await gateway.Client.ConfirmConfigAsync(new ConfirmConfigRequest { SessionId = session.SessionId, TrialId = answer.Trial.Id, RollBack = true });

        Assert.Equal(["configure", "rollback 1", "commit", "exit"], after.Sent);
    }

    [Fact]
    public async Task SendConfig_AutoConfirm_ConfirmsAfterANewLogin()
    {
        await using var gateway = await StartAsync("junos");
        var session = await gateway.OpenAsync(gateway.Elements.AddFake("junos"));

        var answer = await SendAsync(gateway, session.SessionId, request => request.AutoConfirm = true);

        Assert.Null(answer.Trial);
        Assert.Equal(["configure", "set system host-name r2", "commit confirmed 5", "exit", "configure", "commit", "exit"], answer.Sent);
        Assert.Equal(2, _devices.Count);
    }

    [Fact]
    public async Task SendConfig_AutoConfirmButNoLoginWorks_IsNotConfirmed()
    {
        await using var gateway = await StartAsync("junos", logins: 1);
        var session = await gateway.OpenAsync(gateway.Elements.AddFake("junos"));

        var error = await GatewayHost.FailAsync(() => SendAsync(gateway, session.SessionId, request => request.AutoConfirm = true));

        Assert.Equal((StatusCode.FailedPrecondition, "CONFIG_NOT_CONFIRMED"), (error.Code, error.Reason));
        Assert.Equal("UNREACHABLE", error.Metadata["cause"]);
        Assert.DoesNotContain("commit", _devices[0].Typed);
    }

    [Fact]
    public async Task SendConfig_TrialOnAPlatformWithoutOne_SaysSo()
    {
        await using var gateway = await StartAsync("nxos");
        var session = await gateway.OpenAsync(gateway.Elements.AddFake("nxos"));

        Assert.Equal("UNSUPPORTED_BY_PLATFORM", (await GatewayHost.FailAsync(() => SendAsync(gateway, session.SessionId))).Reason);
    }

    [Fact]
    public async Task SendConfig_TrialWishesThatContradict_NameEachField()
    {
        await using var gateway = await StartAsync("junos");

        var error = await Assert.ThrowsAsync<RpcException>(() => SendAsync(gateway, "x", request =>
        {
            request.ConfirmTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(10));
            request.Save = true;
        }));
        var alone = await Assert.ThrowsAsync<RpcException>(() => SendAsync(gateway, "x", request => (request.ConfirmTimeout, request.AutoConfirm) = (null, true)));

        Assert.Equal(["confirm_timeout", "save"], Hosting.RpcExceptionExtensions.GetViolations(error).Select(violation => violation.Field));
        Assert.Equal(["auto_confirm"], Hosting.RpcExceptionExtensions.GetViolations(alone).Select(violation => violation.Field));
    }

    private static async Task<SendConfigResponse> SendAsync(GatewayHost gateway, string sessionId, Action<SendConfigRequest>? change = null)
    {
        var request = new SendConfigRequest { SessionId = sessionId, Lines = { "set system host-name r2" }, ConfirmTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(241)) };
        change?.Invoke(request);
        return await gateway.Client.SendConfigAsync(request);
    }

    private async Task<GatewayHost> StartAsync(string platform, int logins = 10) => await GatewayHost.StartAsync(null, new FakeSsh(target =>
    {
        if (_devices.Count == logins)
            throw new DeviceException(DeviceReason.Unreachable, $"{target} cannot be reached.");
        var device = Device(platform);
        _devices.Add(device);
        return device;
    }), _time);

    private static FakeDevice Device(string platform) => platform switch
    {
        "junos" => ConfigDevice.TwoStage("admin@r1> ", "[edit]\r\nadmin@r1# ", line => line switch
        {
            "commit confirmed 5" => "commit confirmed will be automatically rolled back in 5 minutes unless confirmed\r\ncommit complete\r\n\r\n# commit confirmed will be rolled back in 5 minutes\r\n",
            "commit" => "commit complete\r\n",
            _ => null,
        }, "exit"),
        "iosxr" => ConfigDevice.TwoStage("RP/0/RP0/CPU0:r1#", "RP/0/RP0/CPU0:r1(config)#", _ => null, "end"),
        "eos" => ConfigDevice.TwoStage("r1#", "r1(config-s-flux-)#", _ => null, "commit timer"),
        "vyos" => VyOs(),
        _ => ConfigDevice.TwoStage("r1#", "r1(config)#", _ => null, "end", "configure confirm"),
    };

    private static FakeDevice VyOs()
    {
        var device = ConfigDevice.TwoStage("vyos@r1:~$ ", "[edit]\r\nvyos@r1# ", _ => null, "exit");
        return new FakeDevice(device.Prompt)
        {
            Answer = (self, line) =>
            {
                var answer = device.Answer(self, line);
                if (line == "commit-confirm 5")
                    self.Ask("commit confirm will be automatically reboot in 5 minutes unless confirmed\r\nProceed? [confirm][y] ", echo: true, _ => []);
                return answer;
            },
        };
    }
}
