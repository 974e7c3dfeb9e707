using Flux.Contracts.Device.V1;
using Flux.DeviceGateway.Tests.Ssh;
using Flux.DeviceGateway.Tests.Support;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Flux.DeviceGateway.Tests.Grpc;

public sealed class ConnectionTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private GatewayHost Gateway => fixture.Gateway;

    [Fact]
    public async Task TestConnection_Works_ShowsWhoAnswered()
    {
        var answer = await Gateway.Client.TestConnectionAsync(new TestConnectionRequest { ElementId = Gateway.Elements.Add(fixture.Host) });

        Assert.True(answer.Ok);
        Assert.Null(answer.Failure);
        Assert.Equal(fixture.Host.HostKey.Fingerprint, answer.HostKeyFingerprint);
        Assert.StartsWith("SSH-2.0-OpenSSH", answer.ServerBanner);
    }

    [RootFact]
    public async Task TestConnection_WrongPassword_IsAnAnswerWithTheReason()
    {
        var id = Gateway.Elements.Add(fixture.Host, element => element with { Password = "wrong" });

        var answer = await Gateway.Client.TestConnectionAsync(new TestConnectionRequest { ElementId = id });

        Assert.False(answer.Ok);
        Assert.Equal("AUTHENTICATION_FAILED", answer.Failure.Reason);
        Assert.Equal(fixture.Host.HostKey.Fingerprint, answer.HostKeyFingerprint);
    }

    [Fact]
    public async Task TestConnection_UnknownElement_IsNotFound()
    {
        var error = await GatewayHost.FailAsync(async () => await Gateway.Client.TestConnectionAsync(new TestConnectionRequest { ElementId = 999_999 }));

        Assert.Equal(StatusCode.NotFound, error.Code);
    }

    [Fact]
    public async Task WaitForConnect_DeviceComesUpLater_Connects()
    {
        await using var lab = await Flux.Lab.Ssh.SshLab.StartAsync(new Flux.Lab.Ssh.SshLabOptions { PreferRouter = false });
        var id = Gateway.Elements.Add(lab.Devices[0]);
        await lab.Devices[0].StopAsync();

        var wait = Gateway.Client.WaitForConnectAsync(new WaitForConnectRequest { ElementId = id, Retry = 10_000, Sleep = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(10)) });
        await lab.Devices[0].StartAsync();
        var answer = await wait;

        Assert.True(answer.Connected);
        Assert.InRange(answer.Tries, 1, 10_000);
    }

    [Fact]
    public async Task WaitForConnect_NothingThere_AnswersNoAfterTheTries()
    {
        var id = Gateway.Elements.Add(fixture.Host, null, transport => transport with { Port = Flux.Lab.LoopbackPort.Free(fixture.Host.Address) });

        var answer = await Gateway.Client.WaitForConnectAsync(new WaitForConnectRequest { ElementId = id, Retry = 3, Sleep = new Duration() });

        Assert.False(answer.Connected);
        Assert.Equal(3, answer.Tries);
    }

    [RootFact]
    public async Task WaitForConnect_WrongPassword_IsNotTriedAgain()
    {
        var id = Gateway.Elements.Add(fixture.Host, element => element with { Password = "wrong" });

        var error = await GatewayHost.FailAsync(async () => await Gateway.Client.WaitForConnectAsync(new WaitForConnectRequest { ElementId = id, Retry = 5, Sleep = new Duration() }));

        Assert.Equal("AUTHENTICATION_FAILED", error.Reason);
    }
}
