namespace Grpc.Net.Client.Balancer;

/// <summary>What a resolver is to find.</summary>
public sealed class ResolverOptions
{
    internal ResolverOptions(Uri address, int defaultPort) => (Address, DefaultPort) = (address, defaultPort);

    /// <summary>The channel's address, as in <c>dns:///inventory:7101</c>.</summary>
    public Uri Address { get; }

    /// <summary>The port where the address has none: 443 with TLS, else 80.</summary>
    public int DefaultPort { get; }
}
