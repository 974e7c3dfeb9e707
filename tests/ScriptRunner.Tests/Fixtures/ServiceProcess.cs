using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Flux.ScriptRunner.Tests.Fixtures;

/// <summary>The service as a process of its own, for tests that end it harshly.</summary>
internal sealed partial class ServiceProcess : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("flux-script-process-");
    private readonly Process _process;

    private ServiceProcess() => _process = Process.Start(
        new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "flux-script.dll"), "--port", "0", "--data", _data.FullName, "--sandbox:templates-at-start", "false"])
        {
            RedirectStandardOutput = true,
        })!;

    public int Pid => _process.Id;

    /// <summary>Starts it and waits until its sandbox has passed the self-test.</summary>
    public static async Task<ServiceProcess> StartAsync()
    {
        var service = new ServiceProcess();
        string? address = null;
        while (await service._process.StandardOutput.ReadLineAsync() is { } line)
        {
            address = address ?? (Address().Match(line) is { Success: true } match ? match.Groups[1].Value : null);
            if (address is null)
                continue;
            _ = service._process.StandardOutput.ReadToEndAsync();
            using var channel = global::Grpc.Net.Client.GrpcChannel.ForAddress(address);
            await new Contracts.Script.V1.ScriptService.ScriptServiceClient(channel).RunAsync(new Contracts.Script.V1.RunRequest());
            return service;
        }
        throw new InvalidOperationException($"the service ended with code {service._process.ExitCode}");
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    [GeneratedRegex(@"gRPC (http://[^/ ]+)")]
    private static partial Regex Address();
}
