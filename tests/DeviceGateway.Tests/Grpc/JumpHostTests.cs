using System.Net.NetworkInformation;
using Flux.DeviceGateway.Tests.Ssh;
using Flux.DeviceGateway.Tests.Support;
using Flux.Lab.Ssh;
using Grpc.Core;

namespace Flux.DeviceGateway.Tests.Grpc;

public sealed class JumpHostTests : IAsyncLifetime
{
    private GatewayHost _gateway = null!;
    private SshLab _lab = null!;

    public async Task InitializeAsync()
    {
        _gateway = await GatewayHost.StartAsync();
        _lab = await SshLab.StartAsync(new SshLabOptions { Devices = ["inner", "first", "second"], PreferRouter = false });
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _lab.DisposeAsync();
    }

    [Fact]
    public async Task OpenSession_ThroughTwoHosts_ReachesTheDevice()
    {
        var second = _gateway.Elements.Add(_lab["second"]);
        var first = _gateway.Elements.Add(_lab["first"], null, transport => transport with { JumpHost = "second" });
        var inner = _gateway.Elements.Add(_lab["inner"], null, transport => transport with { JumpHost = "first" });

        var session = await _gateway.OpenAsync(inner);
        var results = await _gateway.SendAsync(session.SessionId, "echo $SSH_CONNECTION", "seq 50000");
        await _gateway.Client.CloseSessionAsync(new() { SessionId = session.SessionId });

        Assert.Contains($" {_lab["inner"].Address} {_lab["inner"].Port}\n", results[0].Output);
        Assert.Equal(string.Concat(Enumerable.Range(1, 50000).Select(number => number + "\n")), results[1].Output);
        Assert.All((long[])[first, second, inner], id => Assert.NotNull(_gateway.Elements[id].HostKey));
        // The only connection of ours was that to the host in front; it ended with the session.
        Assert.DoesNotContain(IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections(), connection =>
            connection.State is TcpState.Established or TcpState.CloseWait && connection.RemoteEndPoint.Port == _lab["second"].Port);
    }

    [RootFact]
    public async Task OpenSession_JumpHostAsksQuestionsForTheLogin_ReachesTheDevice()
    {
        await using var asking = await SshLab.StartAsync(new SshLabOptions { Devices = ["asking"], PreferRouter = false, KeyboardInteractive = true });
        _gateway.Elements.Add(asking["asking"]);
        var inner = _gateway.Elements.Add(_lab["inner"], null, transport => transport with { JumpHost = "asking" });

        var session = await _gateway.OpenAsync(inner);

        Assert.Equal("inner\n", (await _gateway.SendAsync(session.SessionId, "hostname"))[0].Output);
        await asking["asking"].LogLineAsync("Accepted keyboard-interactive");
    }

    [Theory]
    [InlineData("nobody", "The jump host of inner, 'nobody', is no element")]
    [InlineData("inner", "The jump hosts of inner (inner) are a circle")]
    public async Task OpenSession_JumpHostIsWrong_SaysWhichAndWhere(string jump, string expected)
    {
        var inner = _gateway.Elements.Add(_lab["inner"], null, transport => transport with { JumpHost = jump });

        var error = await GatewayHost.FailAsync(() => _gateway.OpenAsync(inner));

        Assert.Equal((StatusCode.FailedPrecondition, "INVALID_TRANSPORT_SETTINGS"), (error.Code, error.Reason));
        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public async Task OpenSession_BehindTheHostNothingListens_SaysUnreachable()
    {
        _gateway.Elements.Add(_lab["first"]);
        var inner = _gateway.Elements.Add(_lab["inner"], null, transport => transport with { JumpHost = "first", Port = Flux.Lab.LoopbackPort.Free(_lab["inner"].Address) });

        var error = await GatewayHost.FailAsync(() => _gateway.OpenAsync(inner));

        Assert.Equal((StatusCode.Unavailable, "UNREACHABLE"), (error.Code, error.Reason));
        Assert.Contains("jump host", error.Message);
        await _lab["first"].LogLineAsync("Disconnected from user");
    }

    [Fact]
    public async Task OpenSession_JumpHostsInACircle_IsRefused()
    {
        var first = _gateway.Elements.Add(_lab["first"], null, transport => transport with { JumpHost = "second" });
        _gateway.Elements.Add(_lab["second"], null, transport => transport with { JumpHost = "first" });

        var error = await GatewayHost.FailAsync(() => _gateway.OpenAsync(first));

        Assert.Equal((StatusCode.FailedPrecondition, "INVALID_TRANSPORT_SETTINGS"), (error.Code, error.Reason));
    }

    [RootFact]
    public async Task OpenSession_JumpHostLosesPower_TheSessionIsLost()
    {
        _gateway.Elements.Add(_lab["first"]);
        var inner = _gateway.Elements.Add(_lab["inner"], null, transport => transport with { JumpHost = "first" });
        var session = await _gateway.OpenAsync(inner);
        using var call = _gateway.Client.SendCommands(new() { SessionId = session.SessionId, Commands = { new Contracts.Device.V1.Command { Text = "echo started; sleep 600" } } });
        Assert.True(await call.ResponseStream.MoveNext());

        await _lab["first"].StopAsync();

        var error = await GatewayHost.FailAsync(() => call.ResponseStream.MoveNext());
        Assert.Equal("CONNECTION_LOST", error.Reason);
    }
}
