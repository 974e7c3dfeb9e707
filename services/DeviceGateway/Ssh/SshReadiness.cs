using Flux.Hosting;

namespace Flux.DeviceGateway.Ssh;

/// <summary>The SSH library is there.</summary>
internal sealed class SshReadiness(ISshClient ssh) : IReadinessCheck
{
    public string Name => "ssh";

    public ValueTask<string?> CheckAsync(CancellationToken cancellationToken) => new(ssh.Problem);
}
