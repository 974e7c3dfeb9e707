using Flux.Contracts.Inventory.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using InternalClient = Flux.Contracts.Inventory.V1.InternalInventoryService.InternalInventoryServiceClient;
using PublicClient = Flux.Contracts.Inventory.V1.InventoryService.InventoryServiceClient;

namespace Flux.FlowOrchestrator.Adapters;

/// <summary>The inventory over gRPC.</summary>
internal sealed class InventoryAdapter(PublicClient client, InternalClient internalClient, Downstream downstream) : IInventory
{
    private const string Service = "inventory";
    private const int Page = 1000;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ElementRef>> SelectAsync(ElementFilter filter, CancellationToken cancellationToken)
    {
        var found = new List<ElementRef>();
        var request = new ListElementsRequest { Filter = filter, PageSize = Page };
        do
        {
            var page = await downstream.CallAsync(Service, () => client.ListElementsAsync(request, downstream.Quick(cancellationToken)), cancellationToken, repeatable: true);
            found.AddRange(page.Elements.Select(e => Ref(e)));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return found;
    }

    /// <inheritdoc/>
    public async Task<ElementRef> GetElementAsync(long id, CancellationToken cancellationToken)
    {
        var request = new GetElementRequest { Id = id };
        var found = await downstream.CallAsync(Service, () => client.GetElementAsync(request, downstream.Quick(cancellationToken)), cancellationToken, repeatable: true);
        return Ref(found.Element);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ElementRef>> FindElementsAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var found = new List<ElementRef>();
        foreach (var chunk in ids.Chunk(Page))
            await FindAsync(chunk, found, cancellationToken);
        return found;
    }

    /// <inheritdoc/>
    // Not repeatable: the second answer would not tell what the first call changed, secrets among it.
    public Task<SaveSettingsResponse> SaveSettingsAsync(SaveSettingsRequest request, CancellationToken cancellationToken) =>
        downstream.CallAsync(Service, () => client.SaveSettingsAsync(request, downstream.Quick(cancellationToken)), cancellationToken);

    /// <inheritdoc/>
    public Task UpdateElementAsync(Element element, string field, CancellationToken cancellationToken)
    {
        var request = new UpdateElementRequest { Element = element, UpdateMask = new FieldMask { Paths = { field } } };
        return downstream.CallAsync(Service, () => client.UpdateElementAsync(request, downstream.Quick(cancellationToken)), cancellationToken, repeatable: true);
    }

    /// <inheritdoc/>
    public Task RecordExecutionAsync(long elementId, DateTimeOffset start, CancellationToken cancellationToken)
    {
        var request = new RecordExecutionRequest { ElementId = elementId, StartTime = Timestamp.FromDateTimeOffset(start) };
        return downstream.CallAsync(Service, () => internalClient.RecordExecutionAsync(request, downstream.Quick(cancellationToken)), cancellationToken, repeatable: true);
    }

    // All or nothing: halves lead to the few that are gone.
    private async Task FindAsync(ArraySegment<long> ids, List<ElementRef> found, CancellationToken cancellationToken)
    {
        var request = new BatchGetElementsRequest { Ids = { ids } };
        try
        {
            var elements = await downstream.CallAsync(Service, () => client.BatchGetElementsAsync(request, downstream.Quick(cancellationToken)), cancellationToken, repeatable: true);
            found.AddRange(elements.Elements.Select(Ref));
        }
        catch (FailureException e) when (e.Code == StatusCode.NotFound)
        {
            if (ids.Count == 1)
                return;
            await FindAsync(ids[..(ids.Count / 2)], found, cancellationToken);
            await FindAsync(ids[(ids.Count / 2)..], found, cancellationToken);
        }
    }

    private static ElementRef Ref(Element element) => new(element.Id, element.Name) { Groups = [.. element.Groups] };
}
