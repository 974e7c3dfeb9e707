using Flux.Contracts.Device.V1;
using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Tests.Support;
using Flux.DeviceGateway.Tests.Terminal;
using Flux.Lab.Ssh;

namespace Flux.DeviceGateway.Tests.Grpc;

public sealed class FanOutTests
{
    /// <summary>sshd drops unauthenticated connections at random from 3 on; admission and back-off must hide that.</summary>
    [Fact]
    public async Task OpenSession_ManyAtADeviceThatDropsLogins_AllSucceed()
    {
        await using var gateway = await GatewayHost.StartAsync();
        await using var lab = await SshLab.StartAsync(new SshLabOptions { PreferRouter = false, SshdConfig = ["MaxStartups 2:60:4"] });
        var id = gateway.Elements.Add(lab.Devices[0]);

        var sessions = await Task.WhenAll(Enumerable.Range(0, 24).Select(_ => gateway.Client.OpenSessionAsync(
            new OpenSessionRequest { ElementId = id, Timeout = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromSeconds(60)) }).ResponseAsync));

        Assert.Equal(24, sessions.Select(session => session.SessionId).Distinct().Count());
    }

    [Fact]
    public async Task OpenSession_OverTheLimit_IsRefusedUntilOneCloses()
    {
        await using var gateway = await GatewayHost.StartAsync(options => options.MaxSessions = 1);
        await using var lab = await SshLab.StartAsync(new SshLabOptions { PreferRouter = false });
        var id = gateway.Elements.Add(lab.Devices[0]);
        var first = await gateway.OpenAsync(id);

        var error = await GatewayHost.FailAsync(() => gateway.OpenAsync(id));
        await gateway.Client.CloseSessionAsync(new CloseSessionRequest { SessionId = first.SessionId });
        var second = await gateway.OpenAsync(id);

        Assert.Equal((global::Grpc.Core.StatusCode.ResourceExhausted, "TOO_MANY_SESSIONS"), (error.Code, error.Reason));
        Assert.NotEqual(first.SessionId, second.SessionId);
    }

    [Fact]
    public async Task OpenSession_ManyAtOnce_NeverPassTheLimitAndRefusedLoginsGiveTheirPlaceBack()
    {
        var refused = new DeviceException(DeviceReason.AuthenticationFailed, "wrong password");
        var logins = 0;
        await using var gateway = await GatewayHost.StartAsync(options => options.MaxSessions = 3, new FakeSsh(_ => Interlocked.Increment(ref logins) == 1 ? throw refused : new FakeDevice()));
        var id = gateway.Elements.AddFake("cisco_ios");
        Assert.Equal("AUTHENTICATION_FAILED", (await GatewayHost.FailAsync(() => gateway.OpenAsync(id))).Reason);

        var opened = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            try
            {
                return (await gateway.OpenAsync(id)).SessionId;
            }
            catch (global::Grpc.Core.RpcException error) when (error.StatusCode == global::Grpc.Core.StatusCode.ResourceExhausted)
            {
                return null;
            }
        }));

        Assert.Equal(3, opened.Count(session => session is not null));
    }

    [Fact]
    public async Task OpenSession_NobodyUsesIt_ClosesAfterItsIdleTime()
    {
        await using var gateway = await GatewayHost.StartAsync(options => options.SessionIdle = TimeSpan.FromMilliseconds(100));
        await using var lab = await SshLab.StartAsync(new SshLabOptions { PreferRouter = false });
        var session = await gateway.OpenAsync(gateway.Elements.Add(lab.Devices[0]));

        await lab.Devices[0].LogLineAsync("Disconnected from user");

        var error = await GatewayHost.FailAsync(() => gateway.SendAsync(session.SessionId, "echo"));
        Assert.Equal("SESSION_NOT_FOUND", error.Reason);
    }
}
