using System.Net;

namespace Grpc.Net.Client.Balancer;

/// <summary>One address of a service.</summary>
public sealed class BalancerAddress(DnsEndPoint endPoint)
{
    /// <summary>An address from its parts.</summary>
    public BalancerAddress(string host, int port) : this(new DnsEndPoint(host, port))
    {
    }

    /// <summary>Host and port.</summary>
    public DnsEndPoint EndPoint { get; } = endPoint;

    // The name under which the service was looked up: what its certificate must show.
    internal string? Authority { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{EndPoint.Host}:{EndPoint.Port}";
}
