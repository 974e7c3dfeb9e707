using Grpc.Net.Client.Internal.Balancing;

namespace Grpc.Net.Client.Balancer;

/// <summary>Addresses from DNS, for <c>dns:///host:port</c>: looked up at start, after failures and, where asked for, from time to time.</summary>
/// <param name="refreshInterval">How often to look again without a reason; <see cref="Timeout.InfiniteTimeSpan"/> for never.</param>
public sealed class DnsResolverFactory(TimeSpan refreshInterval) : ResolverFactory
{
    /// <inheritdoc/>
    public override string Name => "dns";

    /// <inheritdoc/>
    public override Resolver Create(ResolverOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new DnsResolver(options.Address, options.DefaultPort, refreshInterval);
    }
}
