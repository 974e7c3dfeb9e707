using System.Diagnostics;
using System.Text.RegularExpressions;
using Flux.Contracts.Inventory.V1;
using Grpc.Net.Client;

namespace Flux.Testing;

/// <summary>The inventory as a process of its own, which a test can kill.</summary>
internal sealed partial class InventoryProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly GrpcChannel channel;

    private InventoryProcess(Process process, string address)
    {
        this.process = process;
        channel = GrpcChannel.ForAddress(address);
    }

    public InventoryService.InventoryServiceClient Client => new(channel);

    public AdministrationService.AdministrationServiceClient Administration => new(channel);

    public InternalInventoryService.InternalInventoryServiceClient Internal => new(channel);

    public static async Task<InventoryProcess> StartAsync(string data, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!, ["exec", Path.Combine(AppContext.BaseDirectory, "flux-inventory.dll"), "--port", "0", "--http-port", "0", "--data", data, .. arguments])
        {
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        var address = Listening().Match(await LineAsync(process, Listening())).Groups[1].Value;
        return new InventoryProcess(process, address);
    }

    /// <summary>Returns when the service has logged such a line.</summary>
    public Task WaitForAsync(Regex line) => LineAsync(process, line);

    /// <summary>Ends it as kill -9 does, and with it every call.</summary>
    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.Dispose();
        channel.Dispose();
    }

    private static async Task<string> LineAsync(Process process, Regex wanted)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (wanted.IsMatch(line)) return line;
        }

        throw new InvalidOperationException($"flux-inventory ended before it said '{wanted}'.");
    }

    [GeneratedRegex(@"gRPC (http://[^/ ]+)")]
    private static partial Regex Listening();
}
