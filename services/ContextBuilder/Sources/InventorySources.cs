using Flux.ContextBuilder.Elements;
using Flux.Contracts.Inventory.V1;

namespace Flux.ContextBuilder.Sources;

/// <summary>Builds contexts from the inventory as it is now.</summary>
internal sealed class InventorySources(InternalInventoryService.InternalInventoryServiceClient inventory, TimeProvider clock)
{
    // One answer of so many elements stays below the message size limit.
    private const int MaxPerCall = 500;

    /// <summary>Contexts in the order of the ids, without the missing ones; one call per 500 elements.</summary>
    public async Task<(IReadOnlyList<BuiltContext> Contexts, IReadOnlyList<long> Missing)> BuildAsync(IReadOnlyCollection<long> elementIds, CancellationToken ct)
    {
        var contexts = new List<BuiltContext>(elementIds.Count);
        var missing = new List<long>();
        foreach (var ids in elementIds.Chunk(MaxPerCall))
        {
            var sources = await inventory.BatchGetContextSourcesAsync(new BatchGetContextSourcesRequest { ElementIds = { ids } }, cancellationToken: ct);
            var builder = new ElementContextBuilder(sources.Groups, clock.GetUtcNow());
            contexts.AddRange(sources.Elements.Select(builder.Build));
            missing.AddRange(sources.MissingIds);
        }

        return (contexts, missing);
    }
}
