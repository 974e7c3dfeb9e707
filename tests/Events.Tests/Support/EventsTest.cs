using Flux.Contracts.Common.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Lab;
using Flux.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.Events.Tests.Support;

/// <summary>A service with events, on a folder of its own.</summary>
public abstract class EventsTest : IAsyncLifetime
{
    private readonly TempDirectory data = new("flux-events");
    private ServiceHost? host;

    private protected EventFeed Feed => host!.Services.GetRequiredService<EventFeed>();

    private protected IDocumentStore Store => host!.Services.GetRequiredService<IDocumentStore>();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => StopAsync(dispose: true);

    private protected async Task StartAsync(params string[] args) => host = await ServiceHost.StartAsync(
        FluxService.Notification, data,
        builder =>
        {
            builder.Services.AddDocuments("events.db");
            builder.AddFluxEvents();
        },
        _ => { },
        args);

    private protected async Task StopAsync(bool dispose = false)
    {
        if (host is not null) await host.DisposeAsync();
        host = null;
        if (dispose) data.Dispose();
    }

    /// <summary>Commits one change with its event.</summary>
    private protected async Task WriteAsync(string type, string subject = "things/1")
    {
        var batch = new DocumentBatch().Put(Thing.Type, "1", new Thing(type));
        host!.Services.GetRequiredService<EventOutbox>().Add(batch, type, subject, new { name = type });
        await Store.CommitAsync(batch, default);
    }

    /// <summary>Reads so many events of a watch, then ends it.</summary>
    private protected async Task<List<Event>> WatchAsync(long? after, int count, params string[] types)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var events = new List<Event>();
        await foreach (var item in await Feed.OpenAsync(after, types, limit.Token))
        {
            events.Add(item);
            if (events.Count == count) break;
        }

        return events;
    }
}
