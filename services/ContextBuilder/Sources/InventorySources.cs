using System.Runtime.CompilerServices;
using Flux.ContextBuilder.Elements;
using Flux.Contracts.Inventory.V1;
using Grpc.Core;

namespace Flux.ContextBuilder.Sources;

/// <summary>Builds contexts from the inventory as it is now.</summary>
internal sealed class InventorySources(InternalInventoryService.InternalInventoryServiceClient inventory, TimeProvider clock)
{
    /// <summary>Contexts in the order of the ids, without the missing ones; one call whatever their number.</summary>
    public async Task<(IReadOnlyList<BuiltContext> Contexts, IReadOnlyList<long> Missing)> BuildAsync(IReadOnlyCollection<long> elementIds, CancellationToken ct)
    {
        // A stream costs more than a call, and what belongs to one element comes in one message anyway.
        if (elementIds.Count == 1)
        {
            var sources = await inventory.BatchGetContextSourcesAsync(new BatchGetContextSourcesRequest { ElementIds = { elementIds } }, cancellationToken: ct);
            var builder = new ElementContextBuilder(sources.Groups, clock.GetUtcNow());
            return ([.. sources.Elements.Select(builder.Build)], sources.MissingIds);
        }

        var contexts = new List<BuiltContext>(elementIds.Count);
        var missing = new List<long>();
        await foreach (var part in StreamAsync(elementIds, ct))
        {
            missing.AddRange(part.Missing);
            contexts.AddRange(part.Contexts);
        }

        return (contexts, missing);
    }

    /// <summary>The same in parts, each of which is built when it is taken.</summary>
    public async IAsyncEnumerable<(IEnumerable<BuiltContext> Contexts, IReadOnlyList<long> Missing)> StreamAsync(
        IReadOnlyCollection<long> elementIds, [EnumeratorCancellation] CancellationToken ct)
    {
        ElementContextBuilder? builder = null;
        using var call = inventory.StreamContextSources(new StreamContextSourcesRequest { ElementIds = { elementIds } }, cancellationToken: ct);
        await foreach (var part in call.ResponseStream.ReadAllAsync(ct))
        {
            builder ??= new ElementContextBuilder(part.Groups, clock.GetUtcNow());
            yield return (part.Elements.Select(builder.Build), part.MissingIds);
        }
    }
}
