using System.Globalization;
using System.Text.Json;
using Flux.Conformance.Interop;
using Flux.Conformance.Peers;

namespace Flux.Benchmarks.Rpc;

/// <summary>A peer's client on the peer's server.</summary>
/// <param name="name">The name in the table.</param>
/// <param name="peer">The peer.</param>
/// <param name="script">Its script for loads, beside the one for cases.</param>
internal sealed class PeerContender(string name, Peer peer, string script) : IContender
{
    public string Name => name;

    public async Task<LoadResult> RunAsync(Load load, double warmup, double seconds)
    {
        var program = await peer.ProgramAsync(script);
        await using var server = await PeerServer.StartAsync(program);
        var client = program.With("client", $"127.0.0.1:{server.Port}", load.Kind, Text(load.Size), Text(load.Concurrency), Text(warmup), Text(seconds));
        var result = await ChildProcess.RunAsync(client, TimeSpan.FromSeconds(warmup + seconds + 60));
        return result.ExitCode == 0 ? JsonSerializer.Deserialize<LoadResult>(result.Output)! : throw new InteropException($"{name}: {result.Errors}");
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
