using System.Diagnostics;
using System.Text.RegularExpressions;
using Grpc.Net.Client;

namespace Flux.Benchmarks.Data;

/// <summary>A service as a process of its own.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private readonly Process process;

    private ServiceProcess(Process process, string address)
    {
        this.process = process;
        Address = address;
        Channel = GrpcChannel.ForAddress(address);
    }

    public string Address { get; }

    public GrpcChannel Channel { get; }

    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static async Task<ServiceProcess> StartAsync(string name, string data, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"{name}.dll"), "--port", "0", "--http-port", "0", "--data", data, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is not { Success: true } match) continue;
            _ = process.StandardOutput.ReadToEndAsync();
            return new ServiceProcess(process, match.Groups[1].Value);
        }

        throw new InvalidOperationException($"{name} did not start: {await errors}");
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        using (Process.Start("kill", $"{process.Id}")) await process.WaitForExitAsync();
        process.Dispose();
    }

    [GeneratedRegex(@"gRPC (http://[^/ ]+)")]
    private static partial Regex Listening();
}
