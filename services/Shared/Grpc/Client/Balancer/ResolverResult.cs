using Grpc.Core;

namespace Grpc.Net.Client.Balancer;

/// <summary>What a resolver found.</summary>
public sealed class ResolverResult
{
    private ResolverResult(Status status, IReadOnlyList<BalancerAddress>? addresses) => (Status, Addresses) = (status, addresses);

    /// <summary>OK, or why there are no addresses.</summary>
    public Status Status { get; }

    /// <summary>The addresses; null after a failure.</summary>
    public IReadOnlyList<BalancerAddress>? Addresses { get; }

    /// <summary>A result with addresses.</summary>
    public static ResolverResult ForResult(IReadOnlyList<BalancerAddress> addresses) => new(Status.DefaultSuccess, addresses);

    /// <summary>A failure; addresses that were found before stay in use.</summary>
    public static ResolverResult ForFailure(Status status) => new(status, null);
}
