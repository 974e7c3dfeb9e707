using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Flux.Contracts.Device.V1;
using Flux.Lab;
using Grpc.Net.Client;

namespace Flux.DeviceGateway.Tests.Support;

/// <summary>The gateway as it is shipped: a process of its own, configured by its environment.</summary>
internal sealed partial class GatewayProcess : IAsyncDisposable
{
    private readonly TempDirectory _data = new("flux-device");
    private Process _process = null!;
    private GrpcChannel _channel = null!;

    public DeviceService.DeviceServiceClient Client { get; private set; } = null!;

    /// <param name="inventory">The inventory's address.</param>
    /// <param name="environment">DOTNET_ENVIRONMENT; null for none.</param>
    public static async Task<GatewayProcess> StartAsync(Uri inventory, string? environment)
    {
        var gateway = new GatewayProcess();
        var program = Path.Combine(AppContext.BaseDirectory, "flux-device.dll");
        var start = new ProcessStartInfo("dotnet", [program, "--port", "0", "--http-port", "0", "--data", gateway._data.Path]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(name => name.EndsWith("NETCORE_ENVIRONMENT", StringComparison.Ordinal) || name.StartsWith("FLUX_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["DOTNET_ENVIRONMENT"] = environment;
        start.Environment["FLUX_DISCOVERY__FLUX_INVENTORY"] = $"{inventory}";
        gateway._process = Process.Start(start)!;
        var errors = gateway._process.StandardError.ReadToEndAsync();
        var output = new StringBuilder();
        while (await gateway._process.StandardOutput.ReadLineAsync() is { } line)
        {
            output.AppendLine(line);
            if (Listening().Match(line) is not { Success: true } match)
                continue;
            _ = gateway._process.StandardOutput.ReadToEndAsync();
            gateway._channel = GrpcChannel.ForAddress(match.Groups[1].Value);
            gateway.Client = new DeviceService.DeviceServiceClient(gateway._channel);
            return gateway;
        }

        throw new InvalidOperationException($"flux-device did not start: {output}{await errors}");
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _data.Dispose();
    }

    [GeneratedRegex(@"gRPC (http://[^/ ]+)")]
    private static partial Regex Listening();
}
