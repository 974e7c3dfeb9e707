using Flux.Documents;
using Flux.Events.Dapr;
using Flux.Events.Storage;
using Flux.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Flux.Events;

/// <summary>Adds events to a service.</summary>
public static class EventsExtensions
{
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Adds <see cref="EventOutbox"/> and <see cref="EventFeed"/> on the service's documents (add those too). Events are delivered through
    /// <see cref="IEventPublisher"/>: the registered one, else Dapr when its port is known (<see cref="EventOptions"/>), else they are only kept.
    /// </summary>
    public static WebApplicationBuilder AddFluxEvents(this WebApplicationBuilder builder)
    {
        var options = builder.AddFluxOptions<EventOptions>("Events");
        var services = builder.Services;
        services.TryAddSingleton<EventOutbox>();
        services.TryAddSingleton<EventLog>();
        services.TryAddSingleton<EventRewriter>();
        services.TryAddSingleton(provider => new EventFeed(
            provider.GetRequiredService<EventLog>(),
            new LogWaiter(provider.GetRequiredService<IDocumentChanges>(), StoredEvent.Log.Collection, options.LookInterval, provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<FluxService>()));
        services.AddHostedService<EventSequencer>();
        if (options.DaprHttpPort is not null) services.TryAddSingleton<IEventPublisher>(CreateDapr);
        if (services.Any(service => service.ServiceType == typeof(IEventPublisher))) services.AddHostedService<EventDispatcher>();
        return builder;
    }

    private static DaprPublisher CreateDapr(IServiceProvider services) => new(
        new HttpClient(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = PublishTimeout },
        services.GetRequiredService<EventOptions>(), services.GetRequiredService<FluxService>(), Environment.GetEnvironmentVariable("DAPR_API_TOKEN"));
}
