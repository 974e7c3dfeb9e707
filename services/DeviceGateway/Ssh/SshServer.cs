namespace Flux.DeviceGateway.Ssh;

/// <summary>What a server shows before login.</summary>
/// <param name="Greeting">Its version line, "SSH-2.0-OpenSSH_9.2p1" for instance.</param>
/// <param name="HostKey">The key it proved to own.</param>
public sealed record SshServer(string Greeting, HostKey HostKey);
