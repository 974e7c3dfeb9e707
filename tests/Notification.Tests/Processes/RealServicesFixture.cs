using Flux.Contracts.Notification.V1;
using Flux.Lab;
using Flux.Lab.Mail;
using Flux.Notification.Tests.Support;
using Grpc.Net.Client;

namespace Flux.Notification.Tests.Processes;

/// <summary>notification and script-runner as processes, and a real mail server.</summary>
public sealed class RealServicesFixture : IAsyncLifetime
{
    private readonly TempDirectory _data = new("flux-notification");
    private ServiceProcess? _script;
    private ServiceProcess? _notification;
    private GrpcChannel? _channel;

    public SmtpSink Sink { get; private set; } = null!;

    public NotificationService.NotificationServiceClient Client => new(_channel!);

    public async Task InitializeAsync()
    {
        Sink = await SmtpSink.StartAsync(new SmtpSinkOptions { StartTls = true, Username = "flux", Password = "s3cret-pass" });
        _script = await ServiceProcess.StartAsync("ScriptRunner", "flux-script", "--data", _data["script"]);
        await File.WriteAllTextAsync(_data["password"], "s3cret-pass\n");
        _notification = await ServiceProcess.StartAsync(
            "Notification", "flux-notification", "--data", _data["notification"], "--discovery:flux-script", $"{_script.Address}", "--mail:from", "Flux <flux@example.org>",
            "--smtp:host", Sink.Host, "--smtp:port", $"{Sink.Port}", "--smtp:ca-file", Sink.CaFile!, "--smtp:username", "flux", "--smtp:password-file", _data["password"]);
        _channel = GrpcChannel.ForAddress(_notification.Address);
    }

    public async Task DisposeAsync()
    {
        _channel?.Dispose();
        if (_notification is not null)
            await _notification.DisposeAsync();
        if (_script is not null)
            await _script.DisposeAsync();
        await Sink.DisposeAsync();
        _data.Dispose();
    }
}
