using Flux.Contracts.Device.V1;
using Flux.DeviceGateway.Tests.Ssh;
using Flux.DeviceGateway.Tests.Support;
using Flux.Lab;
using Flux.Lab.Ssh;

namespace Flux.DeviceGateway.Tests.Terminal;

/// <summary>
/// A routing daemon's own terminal behind a telnet client, as on a switch behind a console server: SSH login, the terminal's
/// own password, enable password, a real pager, no exec channel.
/// </summary>
public sealed class DaemonTerminalTests : IAsyncLifetime
{
    private readonly TempDirectory _files = new();
    private GatewayHost _gateway = null!;

    public async Task InitializeAsync()
    {
        // Nobody switches the pager off here, so that it is answered.
        await File.WriteAllTextAsync(_files["platforms.yaml"], "platforms:\n  paged:\n    extends: frr\n    setup: []\n    terminal: { rows: 24, columns: 200 }\n");
        _gateway = await GatewayHost.StartAsync(options => options.Platforms = _files["platforms.yaml"]);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        _files.Dispose();
    }

    [TerminalTheory]
    [InlineData("zebra", "access-list from-test seq 5 permit 203.0.113.0/24")]
    [InlineData("bgpd", "ip prefix-list from-test seq 5 permit 203.0.113.0/24")]
    public async Task SendConfig_DaemonTerminal_EnablesPagesConfiguresAndSaves(string daemon, string line)
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { Devices = ["core1"], DaemonTerminal = daemon });
        var id = Add(lab.Devices[0], "paged");

        var session = await _gateway.OpenAsync(id);
        var list = (await _gateway.SendAsync(session.SessionId, "list"))[0].Output;
        var unpaged = (await _gateway.SendAsync((await _gateway.OpenAsync(Add(lab.Devices[0], "frr"))).SessionId, "list"))[0].Output;
        var change = await _gateway.Client.SendConfigAsync(new SendConfigRequest { SessionId = session.SessionId, Lines = { "hostname core2", line }, Save = true, Snapshot = true });
        var transcript = (await _gateway.Client.GetTranscriptAsync(new GetTranscriptRequest { SessionId = session.SessionId })).Transcript;
        var again = await _gateway.OpenAsync(id);

        Assert.Equal("core1#", session.Prompt);
        Assert.Contains("--More--", transcript);
        Assert.True(list.Count('\n') > 100, list);
        Assert.Equal(unpaged, list); // the same to the byte as without a pager
        Assert.Contains("Configuration saved", change.Output);
        Assert.Contains($"+{line}\n", change.Snapshot.Change);
        Assert.DoesNotContain(_gateway.Archive.Saved, saved => saved.Text.Contains(lab.Devices[0].Password!) || saved.Text.Contains(lab.Devices[0].EnablePassword!));
        Assert.DoesNotContain(lab.Devices[0].EnablePassword!, transcript);
        Assert.Equal("core2#", again.Prompt);
    }

    [TerminalFact]
    public async Task OpenSession_WrongEnablePassword_IsTriedOnce()
    {
        await using var lab = await SshLab.StartAsync(new SshLabOptions { DaemonTerminal = "zebra" });
        var id = _gateway.Elements.Add(lab.Devices[0], element => element with { ElevatedPassword = "wrong-enable" });

        var error = await GatewayHost.FailAsync(() => _gateway.OpenAsync(id));

        Assert.Equal("AUTHENTICATION_FAILED", error.Reason);
        Assert.DoesNotContain("wrong-enable", error.Message);
    }

    private long Add(SshDevice device, string platform) =>
        _gateway.Elements.Add(device, element => element with { ElevatedPassword = device.EnablePassword }, transport => transport with { Platform = platform });
}
