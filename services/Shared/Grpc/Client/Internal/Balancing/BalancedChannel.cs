using Grpc.Net.Client.Balancer;
using Grpc.Net.Client.Configuration;

namespace Grpc.Net.Client.Internal.Balancing;

// Channels to names with several addresses: dns:///, static:/// and whatever has a resolver.
internal static class BalancedChannel
{
    public static bool IsBalanced(Uri address) => address.Scheme is not ("http" or "https");

    public static string AuthorityOf(Uri address) => IsBalanced(address) ? address.AbsolutePath.Trim('/') : address.Authority;

    // The invoker, and the address that calls are made with before one is picked.
    public static (HttpMessageInvoker Http, Uri Address) Create(Uri address, GrpcChannelOptions options, bool ownsHandler)
    {
        var factory = Factory(address, options)
            ?? throw new InvalidOperationException($"No address resolver configured for the scheme '{address.Scheme}'.");
        if (options.Credentials is not { } credentials)
            throw new InvalidOperationException($"Unable to determine the TLS configuration of the channel from address '{address}'. GrpcChannelOptions.Credentials must be specified when the address doesn't have a 'http' or 'https' scheme. To call TLS endpoints, set credentials to 'ChannelCredentials.SecureSsl'. To call non-TLS endpoints, set credentials to 'ChannelCredentials.Insecure'.");
        if (options.HttpClient is not null)
            throw new InvalidOperationException("HttpClient can't be used with load balancing: set HttpHandler.");
        var logical = new Uri($"{(credentials.IsSecure ? "https" : "http")}://{AuthorityOf(address)}");
        var resolver = factory.Create(new ResolverOptions(address, credentials.IsSecure ? 443 : 80));
        var inner = options.HttpHandler ?? ChannelHandler.Create(logical);
        return (new BalancedInvoker(new BalancerHandler(resolver, IsRoundRobin(options.ServiceConfig), inner, ownsHandler)), logical);
    }

    private static ResolverFactory? Factory(Uri address, GrpcChannelOptions options)
    {
        var registered = (IEnumerable<ResolverFactory>?)options.ServiceProvider?.GetService(typeof(IEnumerable<ResolverFactory>)) ?? [];
        return registered.FirstOrDefault(factory => factory.Name == address.Scheme)
            ?? (address.Scheme == "dns" ? new DnsResolverFactory(Timeout.InfiniteTimeSpan) : null);
    }

    private static bool IsRoundRobin(ServiceConfig? config) => config?.LoadBalancingConfigs
        .FirstOrDefault(policy => policy.PolicyName is LoadBalancingConfig.RoundRobinPolicyName or LoadBalancingConfig.PickFirstPolicyName)?
        .PolicyName == LoadBalancingConfig.RoundRobinPolicyName;
}
