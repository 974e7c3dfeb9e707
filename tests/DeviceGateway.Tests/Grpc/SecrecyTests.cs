using System.Text;
using Flux.Contracts.Device.V1;
using Flux.DeviceGateway.Tests.Support;
using Flux.DeviceGateway.Tests.Terminal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Flux.DeviceGateway.Tests.Grpc;

/// <summary>Everything that the gateway writes about a session with a device that echoes what should be secret.</summary>
public sealed class SecrecyTests
{
    // Found nowhere else in the tests: spans are those of the whole process.
    private const string Login = "L0gin-only-here";
    private const string Enable = "En4ble-only-here";
    private const string Answer = "Answ3r-only-here";
    private static readonly string[] _secrets = [Login, Enable, Answer];

    [Fact]
    public async Task Session_DeviceEchoesSecrets_NoLogNoSpanNoErrorNoTranscriptHoldsOne()
    {
        using var captured = new Captured();
        await using var gateway = await GatewayHost.StartAsync(null, new FakeSsh(_ => EchoingDevice()), change: builder => builder.Services.AddLogging(logging =>
        {
            logging.ClearProviders();
            logging.AddProvider(captured);
            logging.SetMinimumLevel(LogLevel.Trace);
            logging.AddFilter<Captured>(null, LogLevel.Trace);
        }));
        var id = gateway.Elements.AddFake("cisco_ios", element => element with { Password = Login, ElevatedPassword = Enable });
        var session = (await gateway.OpenAsync(id)).SessionId;

        await gateway.SendAsync(new SendCommandsRequest
        {
            SessionId = session,
            Commands = { new Command { Text = "set it", Answers = { new Flux.Contracts.Device.V1.Answer { Question = "New password: $", Reply = Answer } } } },
        });
        var rejected = await GatewayHost.FailAsync(async () => await gateway.Client.SendConfigAsync(new SendConfigRequest { SessionId = session, Lines = { $"bad line {Login}" } }));
        var broken = await GatewayHost.FailAsync(() => gateway.SendAsync(session, $"hang up {Enable}"));
        var transcript = (await gateway.Client.GetTranscriptAsync(new GetTranscriptRequest { SessionId = session })).Transcript;

        Assert.Equal(("COMMAND_REJECTED", "CONNECTION_LOST"), (rejected.Reason, broken.Reason));
        Assert.Contains("********", transcript);
        Assert.Contains(captured.Lines, line => line.StartsWith("5001 ", StringComparison.Ordinal)); // it does capture
        Assert.Contains(captured.Spans, span => span.Contains("SendConfig", StringComparison.Ordinal));
        string[] written = [.. captured.Lines, .. captured.Spans, rejected.Message, broken.Message, .. rejected.Metadata.Values, .. broken.Metadata.Values, transcript];
        Assert.All(_secrets, secret => Assert.DoesNotContain(written, text => text.Contains(secret, StringComparison.Ordinal)));
    }

    private static FakeDevice EchoingDevice() => new("r1> ")
    {
        Answer = (device, line) =>
        {
            if (line == "enable")
                device.Ask("Password: ", echo: true, typed => { device.Prompt = "r1# "; return Bytes($"you typed {typed}\r\n"); });
            else if (line == "set it")
                device.Ask("New password: ", echo: true, typed => Bytes($"it is {typed}\r\n"));
            else if (line == "configure terminal")
                device.Prompt = "r1(config)# ";
            else if (line == "end")
                device.Prompt = "r1# ";
            else if (line.StartsWith("bad", StringComparison.Ordinal))
                return Bytes($"% Invalid input detected: {line}\r\n");
            else if (line.StartsWith("hang up", StringComparison.Ordinal))
                device.Close();
            return [];
        },
    };

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
