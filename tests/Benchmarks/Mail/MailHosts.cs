using System.Diagnostics;
using System.Text.RegularExpressions;
using Flux.Benchmarks.Script;
using Flux.Contracts.Notification.V1;
using Flux.Contracts.Script.V1;
using Flux.Lab.Mail;
using Grpc.Net.Client;

namespace Flux.Benchmarks.Mail;

/// <summary>notification and script-runner as processes, and a mail server that only counts.</summary>
internal sealed partial class MailHosts : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("flux-mail-bench-");
    private readonly List<Process> _services = [];
    private GrpcChannel? _channel, _scripts;

    /// <summary>The mail server.</summary>
    public CountingSink Sink { get; } = new();

    /// <summary>Client of notification.</summary>
    public NotificationService.NotificationServiceClient Client => new(_channel!);

    /// <summary>Client of script-runner.</summary>
    public ScriptService.ScriptServiceClient Scripts => new(_scripts!);

    /// <summary>User and system time of both services so far, in microseconds.</summary>
    public double Processor => _services.Sum(service => ProcessTimes.Of(service.Id) + ProcessTimes.OfChildren(service.Id));

    /// <summary>Starts everything and stores the sample service.</summary>
    public static async Task<MailHosts> StartAsync()
    {
        var hosts = new MailHosts();
        var script = await hosts.StartAsync("flux-script.dll", "script");
        var mail = await hosts.StartAsync(
            "flux-notification.dll", "mail", "--discovery:flux-script", script, "--mail:from", "flux@example.org", "--smtp:host", "127.0.0.1", "--smtp:port", $"{hosts.Sink.Port}", "--smtp:security", "none");
        hosts._channel = GrpcChannel.ForAddress(mail);
        hosts._scripts = GrpcChannel.ForAddress(script);
        await hosts.Client.ApplyNotificationAsync(MailSamples.Bundle);
        return hosts;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        _scripts?.Dispose();
        foreach (var service in _services)
        {
            using (Process.Start("kill", $"{service.Id}"))
                await service.WaitForExitAsync();
            service.Dispose();
        }

        await Sink.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private async Task<string> StartAsync(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program), "--port", "0", "--data", Path.Combine(_data.FullName, folder), .. arguments]) { RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        _services.Add(process);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Address().Match(line) is not { Success: true } match)
                continue;
            _ = Task.Run(async () => { while (await process.StandardOutput.ReadLineAsync() is not null) { } });
            return match.Groups[1].Value;
        }

        throw new InvalidOperationException($"{program} did not start");
    }

    [GeneratedRegex(@"gRPC (http://[^/ ]+)")]
    private static partial Regex Address();
}
