using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Flux.Hosting;

/// <summary>Registers generated clients of the other services.</summary>
public static class FluxClientExtensions
{
    /// <summary>
    /// Registers <typeparamref name="TClient"/>: address from discovery, calls in turn to the replicas of a service that has several, one connection pool per target, a default deadline for unary calls
    /// (<see cref="FluxHostOptions.CallTimeout"/>), correlation id, and deadline and cancellation taken over from the call being served.
    /// Errors of the target that reach the caller of this service name the target.
    /// </summary>
    public static IServiceCollection AddFluxClient<TClient>(this IServiceCollection services, FluxService target)
        where TClient : ClientBase
    {
        services.TryAddSingleton<SharedConnections>();
        services.TryAddSingleton(Replicas.Resolver);
        services.AddGrpcClient<TClient>($"{target.AppId}/{typeof(TClient).FullName}", (provider, client) =>
            {
                client.Address = provider.GetRequiredService<IServiceDirectory>().GetAddress(target);
                client.ChannelOptionsActions.Add(channel =>
                {
                    channel.MaxReceiveMessageSize = provider.GetRequiredService<FluxHostOptions>().MaxMessageSize;
                    Replicas.Spread(channel, provider, target);
                });
            })
            .ConfigurePrimaryHttpMessageHandler(provider => provider.GetRequiredService<SharedConnections>().To(target))
            .EnableCallContextPropagation(propagation => propagation.SuppressContextNotFoundErrors = true)
            .AddInterceptor(provider => new FluxClientInterceptor(target, provider.GetRequiredService<FluxHostOptions>(),
                provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IServiceDirectory>().GetMetadata(target)))
            .AddInterceptor(provider => new ClientTelemetryInterceptor(provider.GetRequiredService<IServiceDirectory>().GetAddress(target)));
        return services;
    }
}
