using System.Diagnostics;
using Flux.Contracts.Device.V1;
using Flux.DeviceGateway.Tests.Support;
using Flux.Lab.Ssh;
using Xunit.Abstractions;

namespace Flux.DeviceGateway.Tests.Grpc;

/// <summary>What the device sees when a caller gives up, as a run does that is cancelled.</summary>
public sealed class CancellationTests(ITestOutputHelper output)
{
    [Fact]
    public async Task SendCommands_CallerCancels_TheDeviceSeesTheConnectionClose()
    {
        await using var gateway = await GatewayHost.StartAsync();
        await using var lab = await SshLab.StartAsync(new SshLabOptions { PreferRouter = false });
        var device = lab.Devices[0];
        var session = await gateway.OpenAsync(gateway.Elements.Add(device));
        using var cancel = new CancellationTokenSource();
        using var call = gateway.Client.SendCommands(
            new SendCommandsRequest { SessionId = session.SessionId, Commands = { new Command { Text = "echo started; sleep 600" } } }, cancellationToken: cancel.Token);
        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.DoesNotContain("isconnect", device.Log);
        var started = Stopwatch.GetTimestamp();

        await cancel.CancelAsync();
        await device.LogLineAsync($"isconnected from user {device.Username}"); // fails after 20 s

        output.WriteLine($"From the cancellation to the device's log line: {Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms");
    }
}
