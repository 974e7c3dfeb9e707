using Flux.Contracts.Device.V1;
using Flux.DeviceGateway.Elements;
using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Tests.Ssh;
using Flux.DeviceGateway.Tests.Support;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Flux.DeviceGateway.Tests.Grpc;

public sealed class SessionTests(GatewayFixture fixture) : IClassFixture<GatewayFixture>
{
    private GatewayHost Gateway => fixture.Gateway;

    [RouterFact]
    public async Task OpenSession_Router_CommandsRunAndTheSessionCloses()
    {
        var id = Gateway.Elements.Add(fixture.Router);

        var session = await Gateway.OpenAsync(id);
        var results = await Gateway.SendAsync(session.SessionId, "show version", "show interface brief");
        await Gateway.Client.CloseSessionAsync(new CloseSessionRequest { SessionId = session.SessionId });
        await Gateway.Client.CloseSessionAsync(new CloseSessionRequest { SessionId = session.SessionId });
        var closed = await GatewayHost.FailAsync(() => Gateway.SendAsync(session.SessionId, "show version"));

        Assert.Equal("frr", session.Platform);
        Assert.Equal("r1#", session.Prompt);
        Assert.StartsWith("FRRouting ", results[0].Output);
        Assert.Contains("eth0", results[1].Output);
        Assert.Equal((StatusCode.NotFound, "SESSION_NOT_FOUND"), (closed.Code, closed.Reason));
    }

    [RootFact]
    public async Task SendCommands_TabsAndCharactersBeyondAscii_ReachTheShellWhole()
    {
        var id = Gateway.Elements.Add(fixture.Host, null, transport => transport with { Channel = ChannelKind.Shell });
        var session = await Gateway.OpenAsync(id);

        var results = await Gateway.SendAsync(session.SessionId, "\tprintf %s 'a\té€😀' | od -An -tx1", "é() { echo called; }; echo set", "é");

        Assert.Equal([" 61 09 c3 a9 e2 82 ac f0 9f 98 80\n", "set\n", "called\n"], results.Select(result => result.Output));
    }

    [Fact]
    public async Task OpenSession_FirstTime_PinsTheHostKey()
    {
        var id = Gateway.Elements.Add(fixture.Host);

        var first = await Gateway.OpenAsync(id);
        var second = await Gateway.OpenAsync(id);

        Assert.True(first.HostKeyPinned);
        Assert.False(second.HostKeyPinned);
        Assert.Equal(fixture.Host.HostKey.Fingerprint, first.HostKeyFingerprint);
        Assert.Equal(fixture.Host.HostKey.Fingerprint, Gateway.Elements[id].HostKey!.Fingerprint);
    }

    [Fact]
    public async Task OpenSession_HostKeyChanged_FailsWithBothFingerprints()
    {
        await using var lab = await Flux.Lab.Ssh.SshLab.StartAsync(new Flux.Lab.Ssh.SshLabOptions { PreferRouter = false });
        var id = Gateway.Elements.Add(lab.Devices[0]);
        var before = (await Gateway.OpenAsync(id)).HostKeyFingerprint;
        await lab.Devices[0].RegenerateHostKeyAsync();

        var error = await GatewayHost.FailAsync(() => Gateway.OpenAsync(id));

        Assert.Equal((StatusCode.FailedPrecondition, "HOST_KEY_CHANGED"), (error.Code, error.Reason));
        Assert.Equal(before, error.Metadata["expected_fingerprint"]);
        Assert.Equal(lab.Devices[0].HostKey.Fingerprint, error.Metadata["actual_fingerprint"]);
    }

    [RootFact]
    public async Task OpenSession_WrongPassword_SaysSoWithoutThePassword()
    {
        var id = Gateway.Elements.Add(fixture.Host, element => element with { Password = "not-this-one" });

        var error = await GatewayHost.FailAsync(() => Gateway.OpenAsync(id));

        Assert.Equal((StatusCode.FailedPrecondition, "AUTHENTICATION_FAILED"), (error.Code, error.Reason));
        Assert.DoesNotContain("not-this-one", error.Message);
    }

    [Fact]
    public async Task OpenSession_BadTargets_EachHasItsReason()
    {
        async Task<(StatusCode, string)> Reason(Func<ElementConnection, ElementConnection> change, Func<TransportSettings, TransportSettings>? transport = null)
        {
            var error = await GatewayHost.FailAsync(() => Gateway.OpenAsync(Gateway.Elements.Add(fixture.Host, change, transport)));
            return (error.Code, error.Reason);
        }

        Assert.Equal((StatusCode.FailedPrecondition, "NO_ADDRESS"), await Reason(element => element with { Address = "" }));
        Assert.Equal((StatusCode.Unavailable, "UNREACHABLE"), await Reason(element => element with { Address = "no-such-host.invalid" }));
        Assert.Equal((StatusCode.Unavailable, "CONNECTION_REFUSED"), await Reason(element => element, transport => transport with { Port = Flux.Lab.LoopbackPort.Free(fixture.Host.Address) }));
        Assert.Equal((StatusCode.FailedPrecondition, "UNKNOWN_PLATFORM"), await Reason(element => element, transport => transport with { Platform = "windows" }));
        Assert.Equal((StatusCode.FailedPrecondition, "HOST_KEY_UNKNOWN"), await Reason(element => element, transport => transport with { HostKeyPolicy = DeviceGateway.Ssh.HostKeyPolicy.Strict }));
        Assert.Equal((StatusCode.FailedPrecondition, "INVALID_TRANSPORT_SETTINGS"), await Reason(element => element, transport => transport with { Username = null }));
    }

    [Fact]
    public async Task SendCommands_BadRequest_NamesEveryField()
    {
        var error = await Assert.ThrowsAsync<RpcException>(() => Gateway.SendAsync(new SendCommandsRequest
        {
            SessionId = "x",
            Commands =
            {
                new Command { Text = "" },
                new Command { Text = "one\ntwo", Timeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(-1)) },
                new Command { Text = "ok", Answers = { new Answer { Question = "(", Reply = "yes" } } },
            },
        }));

        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        Assert.Equal(
            ["commands[0].text", "commands[1].text", "commands[1].timeout", "commands[2].answers[0].question"],
            Flux.Hosting.RpcExceptionExtensions.GetViolations(error).Select(violation => violation.Field));
    }

    [RootFact]
    public async Task SendCommands_DeviceRejects_StopsThereUnlessToldOtherwise()
    {
        var session = await Gateway.OpenAsync(Gateway.Elements.Add(fixture.Host));
        string[] commands = ["echo one", "no-such-command", "echo three"];

        var stopped = await Gateway.SendAsync(session.SessionId, commands);
        var all = await Gateway.SendAsync(new SendCommandsRequest { SessionId = session.SessionId, StopOnError = false, Commands = { commands.Select(text => new Command { Text = text }) } });

        Assert.Equal(2, stopped.Count);
        Assert.Contains("command not found", stopped[1].Error);
        Assert.Equal(["one\n", "three\n"], [all[0].Output, all[2].Output]);
    }

    [RootFact]
    public async Task SendCommands_QuestionWithSecretAnswer_IsAnsweredAndMasked()
    {
        var session = await Gateway.OpenAsync(Gateway.Elements.Add(fixture.Host));

        var results = await Gateway.SendAsync(new SendCommandsRequest
        {
            SessionId = session.SessionId,
            Commands = { new Command { Text = "read -p 'New password: ' x; echo it is $x", Answers = { new Answer { Question = "password: $", Reply = "tops3cret" } } } },
        });
        var transcript = await Gateway.Client.GetTranscriptAsync(new GetTranscriptRequest { SessionId = session.SessionId });

        Assert.EndsWith("it is tops3cret\n", results[0].Output);
        Assert.DoesNotContain("tops3cret", transcript.Transcript);
        Assert.Contains("it is ********", transcript.Transcript);
    }

    [RootFact]
    public async Task SendCommands_CommandWaits_TimesOutWithTheLastLineAndClosesTheSession()
    {
        var session = await Gateway.OpenAsync(Gateway.Elements.Add(fixture.Host));
        var request = new SendCommandsRequest
        {
            SessionId = session.SessionId,
            Commands = { new Command { Text = "read -p 'Really? ' x", Timeout = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(300)) } },
        };

        var error = await GatewayHost.FailAsync(() => Gateway.SendAsync(request));
        var after = await GatewayHost.FailAsync(() => Gateway.SendAsync(session.SessionId, "echo"));
        var transcript = await Gateway.Client.GetTranscriptAsync(new GetTranscriptRequest { SessionId = session.SessionId });

        Assert.Equal((StatusCode.DeadlineExceeded, "COMMAND_TIMEOUT"), (error.Code, error.Reason));
        Assert.Contains("Really?", error.Message);
        Assert.Equal("SESSION_NOT_FOUND", after.Reason);
        Assert.Contains("Really?", transcript.Transcript);
    }

    [RootFact]
    public async Task SendCommands_TooMuchOutput_HasItsOwnReason()
    {
        var session = await Gateway.OpenAsync(Gateway.Elements.Add(fixture.Host));

        var error = await GatewayHost.FailAsync(() => Gateway.SendAsync(session.SessionId, "yes 0123456789012345678901234567890123456789"));

        Assert.Equal((StatusCode.FailedPrecondition, "OUTPUT_TOO_LARGE"), (error.Code, error.Reason));
    }

    [Fact]
    public async Task SendCommands_ExecChannel_GivesExitStatuses()
    {
        var session = await Gateway.OpenAsync(Gateway.Elements.Add(fixture.Host, null, transport => transport with { Channel = ChannelKind.Exec }));

        var results = await Gateway.SendAsync(session.SessionId, "echo one", "exit 3");

        Assert.Equal("one\n", results[0].Output);
        Assert.Equal(0, results[0].ExitStatus);
        Assert.Equal(3, results[1].ExitStatus);
        Assert.Equal("", session.Prompt);
    }

    [RootFact]
    public async Task SendCommands_CallerCancels_TheConnectionIsClosed()
    {
        var session = await Gateway.OpenAsync(Gateway.Elements.Add(fixture.Host));
        using var call = Gateway.Client.SendCommands(new SendCommandsRequest { SessionId = session.SessionId, Commands = { new Command { Text = "echo started; sleep 600" } } });
        Assert.True(await call.ResponseStream.MoveNext());

        call.Dispose();

        // A second call waits for the first one to end, and then finds the session closed.
        var error = await GatewayHost.FailAsync(() => Gateway.SendAsync(session.SessionId, "echo"));
        Assert.Contains(error.Reason, (string[])["SESSION_NOT_FOUND", "CONNECTION_LOST"]);
    }

    [RootFact]
    public async Task SendCommands_DeviceLosesPower_SaysConnectionLost()
    {
        await using var lab = await Flux.Lab.Ssh.SshLab.StartAsync(new Flux.Lab.Ssh.SshLabOptions { PreferRouter = false });
        var session = await Gateway.OpenAsync(Gateway.Elements.Add(lab.Devices[0]));
        using var call = Gateway.Client.SendCommands(new SendCommandsRequest { SessionId = session.SessionId, Commands = { new Command { Text = "echo started; sleep 600" } } });
        Assert.True(await call.ResponseStream.MoveNext());

        await lab.Devices[0].StopAsync();

        var error = await GatewayHost.FailAsync(() => call.ResponseStream.MoveNext());
        Assert.Equal((StatusCode.Unavailable, "CONNECTION_LOST"), (error.Code, error.Reason));
    }

    [RootFact]
    public async Task GetTranscript_AfterLogin_HoldsNoPassword()
    {
        var session = await Gateway.OpenAsync(Gateway.Elements.Add(fixture.Host));
        await Gateway.SendAsync(session.SessionId, $"echo {fixture.Host.Password}");

        var transcript = (await Gateway.Client.GetTranscriptAsync(new GetTranscriptRequest { SessionId = session.SessionId })).Transcript;

        Assert.DoesNotContain(fixture.Host.Password!, transcript);
        Assert.Contains(">>> echo ********", transcript);
    }
}
