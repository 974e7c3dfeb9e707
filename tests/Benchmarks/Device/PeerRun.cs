using System.Diagnostics;
using System.Text.Json;
using Flux.Lab;

namespace Flux.Benchmarks.Device;

/// <summary>Runs a peer by Debian's Python, which sees Debian's packages.</summary>
internal static class PeerRun
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Null, with a line that says why, when the peer is not installed or fails.</summary>
    public static async Task<PeerResult?> RunAsync(string peer, IReadOnlyList<PeerDevice> devices, DeviceOptions options)
    {
        using var files = new TempDirectory("flux-bench");
        await File.WriteAllTextAsync(files["devices.json"], JsonSerializer.Serialize(devices, JsonSerializerOptions.Web));
        var script = Path.Combine(AppContext.BaseDirectory, "DevicePeers", "peers.py");
        using var process = Process.Start(new ProcessStartInfo(Python, [script, peer, files["devices.json"], $"{options.Parallel}", files.Path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 || output.Trim().Split('\n') is not [.., { Length: > 0 } line])
        {
            Console.WriteLine($"{peer} left out: {(await errors).Trim().Split('\n')[^1]}");
            return null;
        }

        var result = JsonSerializer.Deserialize<JsonElement>(line);
        return new PeerResult(result.GetProperty("what").GetString()!, result.GetProperty("wall").GetDouble(), result.GetProperty("cpu").GetDouble());
    }
}
