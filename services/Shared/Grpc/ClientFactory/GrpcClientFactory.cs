namespace Grpc.Net.ClientFactory;

/// <summary>Makes the clients that were added by name.</summary>
public abstract class GrpcClientFactory
{
    /// <summary>A client of the registration <paramref name="name"/>.</summary>
    public abstract TClient CreateClient<TClient>(string name)
        where TClient : class;
}
