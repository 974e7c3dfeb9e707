using Flux.Contracts.Device.V1;
using Flux.DeviceGateway.Tests.Support;
using Grpc.Core;

namespace Flux.DeviceGateway.Tests.Configuring;

public sealed class SnapshotTests : IAsyncLifetime
{
    private readonly List<string> _running = ["hostname r1", "username admin password login-pw"];
    private GatewayHost _gateway = null!;
    private string _session = "";

    public async Task InitializeAsync()
    {
        _gateway = await GatewayHost.StartAsync(null, new FakeSsh(_ => ConfigDevice.Ios(_running)));
        _session = (await _gateway.OpenAsync(_gateway.Elements.AddFake("cisco_ios"))).SessionId;
    }

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task SendConfig_WithSnapshot_StoresBothAndTellsWhatChanged()
    {
        var answer = await SendAsync(new SendConfigRequest { Lines = { "ntp server 192.0.2.9" }, Snapshot = true });

        Assert.Equal((0, 1, 2), (answer.Snapshot.StoredRevision, answer.Snapshot.BeforeRevision, answer.Snapshot.AfterRevision));
        Assert.Equal("+ntp server 192.0.2.9\n", answer.Snapshot.Change);
        Assert.Equal("", answer.Snapshot.Drift);
        Assert.Equal("!\nhostname r1\nusername admin password ********\nend\n", _gateway.Archive.Saved[0].Text);
        Assert.Equal("test", _gateway.Archive.Saved[0].Actor);
    }

    [Fact]
    public async Task SendConfig_SomebodyChangedTheDevice_IsShownAsDrift()
    {
        await SendAsync(new SendConfigRequest { Lines = { "line one" }, Snapshot = true });
        _running.Add("typed by hand");

        var dry = await SendAsync(new SendConfigRequest { Lines = { "line two" }, Snapshot = true, DryRun = true });
        var answer = await SendAsync(new SendConfigRequest { Lines = { "line two" }, Snapshot = true });

        Assert.Equal("+typed by hand\n", dry.Snapshot.Drift);
        Assert.Equal(["configure terminal", "line two", "end"], dry.Sent);
        Assert.Equal(0, dry.Snapshot.AfterRevision);
        Assert.Equal("+typed by hand\n", answer.Snapshot.Drift);
        Assert.Equal("+line two\n", answer.Snapshot.Change);
    }

    [Fact]
    public async Task SendConfig_LineRejected_WhatTookEffectIsStored()
    {
        var error = await GatewayHost.FailAsync(() => SendAsync(new SendConfigRequest { Lines = { "line one", "bad line login-pw" }, Snapshot = true }));

        Assert.Equal((StatusCode.FailedPrecondition, "COMMAND_REJECTED"), (error.Code, error.Reason));
        Assert.Equal(("1", "2"), (error.Metadata["before_revision"], error.Metadata["after_revision"]));
        Assert.Contains("the lines before it are in effect", error.Message);
        Assert.Contains("'bad line ********'", error.Message);
        Assert.Contains("line one\n", _gateway.Archive.Saved[1].Text);
    }

    [Fact]
    public async Task SendConfig_ArchiveFailsAfterwards_TheChangeIsStillReported()
    {
        await SendAsync(new SendConfigRequest { Lines = { "line one" }, Snapshot = true });
        var lines = new SendConfigRequest { Lines = { "line two" }, Snapshot = true };
        _gateway.Archive.FailsToSave = null;
        _gateway.Archive.FailsAfter = 1;

        var answer = await SendAsync(lines);

        Assert.Contains("The change is in effect", answer.Warning);
        Assert.Contains("line two", _running);
    }

    [Fact]
    public async Task SendConfig_ArchiveFailsBefore_NothingIsSent()
    {
        _gateway.Archive.FailsToSave = new RpcException(new Status(StatusCode.Unavailable, "down"));

        await Assert.ThrowsAsync<RpcException>(() => SendAsync(new SendConfigRequest { Lines = { "line one" }, Snapshot = true }));

        Assert.DoesNotContain("line one", _running);
    }

    [Fact]
    public async Task SendConfig_PlatformShowsNoConfiguration_SaysSo()
    {
        await using var gateway = await GatewayHost.StartAsync(null, new FakeSsh(_ => new Terminal.FakeDevice("r1# ")));
        var session = await gateway.OpenAsync(gateway.Elements.AddFake("generic"));

        var error = await GatewayHost.FailAsync(async () => await gateway.Client.SendConfigAsync(new SendConfigRequest { SessionId = session.SessionId, Lines = { "x" }, Snapshot = true }));

        Assert.Equal("UNSUPPORTED_BY_PLATFORM", error.Reason);
    }

    private async Task<SendConfigResponse> SendAsync(SendConfigRequest request)
    {
        request.SessionId = _session;
        return await _gateway.Client.SendConfigAsync(request);
    }
}
