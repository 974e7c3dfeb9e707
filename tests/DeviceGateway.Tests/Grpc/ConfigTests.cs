using System.Diagnostics;
using Flux.Contracts.Device.V1;
using Flux.DeviceGateway.Tests.Ssh;
using Flux.DeviceGateway.Tests.Support;
using Grpc.Core;

namespace Flux.DeviceGateway.Tests.Grpc;

public sealed class ConfigTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private GatewayHost Gateway => fixture.Gateway;

    [RouterFact]
    public async Task SendConfig_Router_ChangesAndSaves()
    {
        var session = await Gateway.OpenAsync(Gateway.Elements.Add(fixture.Router));
        string[] lines = ["interface eth0", "description pushed by a test", "exit", "ip route 203.0.113.0/24 blackhole"];

        var answer = await Gateway.Client.SendConfigAsync(new SendConfigRequest { SessionId = session.SessionId, Lines = { lines }, Save = true });
        var running = await Gateway.SendAsync(session.SessionId, "show running-config");

        Assert.Equal(["configure terminal", .. lines, "end", "write memory"], answer.Sent);
        Assert.Contains("Configuration saved", answer.Output);
        Assert.Contains(" description pushed by a test\n", running[0].Output);
    }

    [RouterFact]
    public async Task SendConfig_DryRun_SendsNothing()
    {
        var session = await Gateway.OpenAsync(Gateway.Elements.Add(fixture.Router));

        var answer = await Gateway.Client.SendConfigAsync(new SendConfigRequest { SessionId = session.SessionId, Lines = { "interface eth0", "description never" }, DryRun = true });
        var running = await Gateway.SendAsync(session.SessionId, "show running-config");

        Assert.Equal(["configure terminal", "interface eth0", "description never", "end"], answer.Sent);
        Assert.DoesNotContain("never", running[0].Output);
    }

    [RouterFact]
    public async Task SendConfig_RejectedLine_NamesItLeavesTheModeAndDoesNotSave()
    {
        var session = await Gateway.OpenAsync(Gateway.Elements.Add(fixture.Router));
        var request = new SendConfigRequest { SessionId = session.SessionId, Lines = { "interface eth0", "no-such-setting", "description late" }, Save = true };

        var error = await GatewayHost.FailAsync(async () => await Gateway.Client.SendConfigAsync(request));
        var after = await Gateway.SendAsync(session.SessionId, "show running-config");

        Assert.Equal((StatusCode.FailedPrecondition, "COMMAND_REJECTED"), (error.Code, error.Reason));
        Assert.Contains("line 2 of 3", error.Message);
        Assert.Contains("no-such-setting", error.Metadata["device_error"]);
        Assert.DoesNotContain("description late", after[0].Output);
    }

    [RootFact]
    public async Task SendConfig_DeviceLosesPower_IsUnknownAndNotCleanlyFailed()
    {
        await using var lab = await Flux.Lab.Ssh.SshLab.StartAsync(new Flux.Lab.Ssh.SshLabOptions { PreferRouter = false });
        var device = lab.Devices[0];
        using var directory = new Flux.Lab.TempDirectory();
        File.SetUnixFileMode(directory.Path, (UnixFileMode)Convert.ToInt32("755", 8));
        using (var mkfifo = Process.Start("mkfifo", ["--mode=666", directory["begun"]]))
            await mkfifo.WaitForExitAsync();
        var session = await Gateway.OpenAsync(Gateway.Elements.Add(device));
        var push = Gateway.Client.SendConfigAsync(new SendConfigRequest { SessionId = session.SessionId, Lines = { $"echo yes >{directory["begun"]}; sleep 600" } }).ResponseAsync;
        Assert.Equal("yes\n", await Task.Run(() => File.ReadAllText(directory["begun"]))); // opening a pipe waits for its other end

        await device.StopAsync();
        var error = await GatewayHost.FailAsync(() => push);

        Assert.Equal((StatusCode.Aborted, "CONFIG_STATE_UNKNOWN"), (error.Code, error.Reason));
        Assert.Contains("may be changed", error.Message);
    }
}
