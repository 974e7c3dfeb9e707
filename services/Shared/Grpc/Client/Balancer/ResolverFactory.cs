namespace Grpc.Net.Client.Balancer;

/// <summary>Makes the resolvers of one scheme, as in <c>dns:///</c>. Found among the services of <see cref="GrpcChannelOptions.ServiceProvider"/>.</summary>
public abstract class ResolverFactory
{
    /// <summary>The scheme, as in <c>dns</c>.</summary>
    public abstract string Name { get; }

    /// <summary>A resolver for an address of this scheme.</summary>
    public abstract Resolver Create(ResolverOptions options);
}
