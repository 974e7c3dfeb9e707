using Flux.Contracts.Device.V1;
using Flux.DeviceGateway.Configuring;
using Flux.DeviceGateway.Elements;
using Flux.DeviceGateway.Http;
using Flux.DeviceGateway.Sessions;
using Flux.DeviceGateway.Terminal;
using Flux.Hosting;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Flux.DeviceGateway.Grpc;

/// <summary>flux.device.v1.DeviceService.</summary>
internal sealed class DeviceGrpcService(
    SessionStore sessions, ConfigChanger configurations, TrialEnder trials, ConnectionTester tester, IElementDirectory elements, DeviceHttpClient http) : DeviceService.DeviceServiceBase
{
    public override async Task<OpenSessionResponse> OpenSession(OpenSessionRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        RequestReader.Element(violations, request.ElementId);
        var timeout = RequestReader.Timeout(violations, request.Timeout, "timeout");
        violations.ThrowIfAny();

        var session = await sessions.OpenAsync(request.ElementId, timeout, request.Purpose, context.CancellationToken);
        return new OpenSessionResponse
        {
            SessionId = session.Id,
            Platform = session.Platform.Name,
            Prompt = session.Prompt,
            HostKeyFingerprint = session.Server.HostKey.Fingerprint,
            HostKeyPinned = session.HostKeyPinned,
            PlatformEvidence = session.PlatformEvidence,
        };
    }

    public override async Task SendCommands(SendCommandsRequest request, IServerStreamWriter<SendCommandsResponse> responseStream, ServerCallContext context)
    {
        var commands = RequestReader.Commands(request);
        var session = sessions.Get(request.SessionId);
        for (var i = 0; i < commands.Length; i++)
        {
            var index = i;
            var outcome = await session.RunAsync(commands[i].Command, commands[i].Timeout, WriteAsync, context.CancellationToken);
            await responseStream.WriteAsync(new SendCommandsResponse { Index = i, Result = Result(session, commands[i].Command, outcome) }, context.CancellationToken);
            if (outcome.Error is not null && (!request.HasStopOnError || request.StopOnError))
                return;

            async ValueTask WriteAsync(ReadOnlyMemory<byte> piece) => await responseStream.WriteAsync(
                new SendCommandsResponse { Index = index, Output = new OutputChunk { Data = ByteString.CopyFrom(piece.Span) } }, context.CancellationToken);
        }
    }

    public override async Task<SendConfigResponse> SendConfig(SendConfigRequest request, ServerCallContext context)
    {
        var change = RequestReader.Config(request);
        var session = sessions.Get(request.SessionId);
        var outcome = request.DryRun
            ? await configurations.DryRunAsync(session, change, context.CancellationToken)
            : await configurations.RunAsync(session, change, context.CancellationToken);
        return ConfigAnswers.Response(outcome);
    }

    public override async Task<ConfirmConfigResponse> ConfirmConfig(ConfirmConfigRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        violations.Require(request.TrialId.Length == 16 && request.TrialId.All(char.IsAsciiHexDigitLower), "trial_id", "must be the id of SendConfigResponse.trial");
        violations.Require(!(request.RollBack && request.Save), "save", "must not be given with roll_back");
        violations.ThrowIfAny();
        var outcome = await trials.EndAsync(sessions.Get(request.SessionId), request.TrialId, request.RollBack, request.Save, context.CancellationToken);
        return new ConfirmConfigResponse { Sent = { outcome.Sent }, Output = outcome.Output };
    }

    public override async Task<CloseSessionResponse> CloseSession(CloseSessionRequest request, ServerCallContext context)
    {
        await sessions.CloseAsync(request.SessionId);
        return new CloseSessionResponse();
    }

    public override Task<TestConnectionResponse> TestConnection(TestConnectionRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        RequestReader.Element(violations, request.ElementId);
        var timeout = RequestReader.Timeout(violations, request.Timeout, "timeout") ?? TimeSpan.FromSeconds(15);
        violations.ThrowIfAny();
        return tester.TestAsync(request.ElementId, timeout, context.CancellationToken);
    }

    public override Task<WaitForConnectResponse> WaitForConnect(WaitForConnectRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        RequestReader.Element(violations, request.ElementId);
        var timeout = RequestReader.Timeout(violations, request.Timeout, "timeout") ?? TimeSpan.FromSeconds(10);
        var sleep = request.Sleep is { Seconds: 0, Nanos: 0 } ? TimeSpan.Zero : RequestReader.Timeout(violations, request.Sleep, "sleep") ?? TimeSpan.FromSeconds(30);
        violations.Require(request.Retry is >= 0 and <= 10_000, "retry", "must be between 0 and 10000");
        violations.ThrowIfAny();
        return tester.WaitAsync(request.ElementId, timeout, Math.Max(1, request.Retry), sleep, context.CancellationToken);
    }

    public override async Task<HttpRequestResponse> HttpRequest(HttpRequestRequest request, ServerCallContext context)
    {
        var message = RequestReader.Http(request);
        var element = await elements.GetAsync(request.ElementId, context.CancellationToken);
        var answer = await http.SendAsync(element, message, context.CancellationToken);
        return new HttpRequestResponse
        {
            StatusCode = answer.Status,
            Headers = { answer.Headers.ToDictionary() },
            Body = UnsafeByteOperations.UnsafeWrap(answer.Body),
            Duration = Duration.FromTimeSpan(answer.Duration),
        };
    }

    public override Task<GetTranscriptResponse> GetTranscript(GetTranscriptRequest request, ServerCallContext context) =>
        Task.FromResult(new GetTranscriptResponse { Transcript = sessions.GetTranscript(request.SessionId) });

    private static CommandResult Result(DeviceSession session, TerminalCommand command, CommandOutcome outcome)
    {
        var result = new CommandResult
        {
            Command = command.Text,
            Output = OutputText.From(outcome.Output, session.Element.Transport.Encoding),
            Error = session.Mask.Apply(outcome.Error ?? ""),
            Duration = Duration.FromTimeSpan(outcome.Duration),
        };
        if (outcome.ExitStatus is { } status)
            result.ExitStatus = status;
        return result;
    }
}
