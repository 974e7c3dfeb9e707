namespace Flux.Benchmarks.Device;

/// <summary>What a peer must know of a device.</summary>
internal sealed record PeerDevice(string Name, string Host, int Port, string Username, string Password);
