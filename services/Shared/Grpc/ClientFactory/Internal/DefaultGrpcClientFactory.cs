namespace Grpc.Net.ClientFactory.Internal;

internal sealed class DefaultGrpcClientFactory(ClientFactoryCache cache, IServiceProvider services) : GrpcClientFactory
{
    public override TClient CreateClient<TClient>(string name) =>
        (TClient)cache.CreateClient(typeof(TClient), name, cache.InvokerOf(name, services), services);
}
