using System.Collections.Concurrent;
using Flux.Contracts.Inventory.V1;
using Flux.FlowOrchestrator.Ports;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Tests.Fakes;

/// <summary>Stored configurations in memory.</summary>
internal sealed class FakeConfigurations : IConfigurations
{
    public ConcurrentQueue<StoredConfiguration> Saved { get; } = new();

    public Task<StoredConfiguration?> LastAsync(long elementId, string? klass, string? section, CancellationToken cancellationToken) =>
        Task.FromResult(Saved.LastOrDefault(c => c.ElementId == elementId && (klass is null || c.Klass == klass) && (section is null || c.Section == section)));

    public async Task<bool> SaveAsync(StoredConfiguration configuration, CancellationToken cancellationToken)
    {
        if ((await LastAsync(configuration.ElementId, configuration.Klass, configuration.Section, cancellationToken))?.Text == configuration.Text)
            return false;
        var stored = configuration.Clone();
        stored.CreateTime = Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        Saved.Enqueue(stored);
        return true;
    }
}
