namespace Flux.Benchmarks.Device;

/// <summary>What a peer took.</summary>
/// <param name="What">The tool and the way it was used.</param>
/// <param name="Wall">Seconds for all routers.</param>
/// <param name="Processor">Seconds of all its processes.</param>
internal sealed record PeerResult(string What, double Wall, double Processor);
