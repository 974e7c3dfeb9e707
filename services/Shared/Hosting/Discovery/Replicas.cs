using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.Hosting;

// Spreads the calls to a service over its replicas when it has several.
internal static class Replicas
{
    public static ResolverFactory Resolver(IServiceProvider provider) => new StaticResolverFactory(address =>
    {
        var directory = provider.GetRequiredService<IServiceDirectory>();
        var service = FluxService.All.First(service => service.AppId == address.AbsolutePath.Trim('/'));
        return directory.GetAddresses(service).Select(replica => new BalancerAddress(replica.Host, replica.Port));
    });

    public static void Spread(GrpcChannelOptions channel, IServiceProvider provider, FluxService target)
    {
        var directory = provider.GetRequiredService<IServiceDirectory>();
        if (directory.GetAddress(target).Scheme is "http" or "https")
            return;
        var first = directory.GetAddresses(target)[0];
        // A name in DNS says nothing of TLS; an authority that was given for it does.
        var secure = first.Scheme == "https" || (first.Scheme == "dns" && provider.GetRequiredService<TlsOptions>().CaFile is not null);
        channel.Credentials = secure ? ChannelCredentials.SecureSsl : ChannelCredentials.Insecure;
        channel.ServiceProvider = provider;
        channel.ServiceConfig = new ServiceConfig { LoadBalancingConfigs = { new RoundRobinConfig() } };
    }
}
