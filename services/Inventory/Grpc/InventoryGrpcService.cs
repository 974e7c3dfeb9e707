using Flux.Contracts.Inventory.V1;
using Flux.Events;
using Flux.Inventory.Apply;
using Flux.Inventory.Connections;
using Flux.Inventory.Elements;
using Flux.Inventory.Resources;
using Flux.Inventory.Settings;
using Grpc.Core;

namespace Flux.Inventory.Grpc;

/// <summary>What operators call.</summary>
internal sealed partial class InventoryGrpcService(
    ResourceCruds resources, InventoryApplier applier, ElementFinder finder, ElementView view, ElementCreator creator, ElementUpdater updater,
    ElementLister lister, SettingsReader settingsReader, SettingsWriter settingsWriter, ElementStates states,
    EventFeed events)
    : InventoryService.InventoryServiceBase
{
    public override Task<ApplyInventoryResponse> ApplyInventory(ApplyInventoryRequest request, ServerCallContext context) =>
        applier.ApplyAsync(request, context.CancellationToken);

    public override async Task<CreateElementResponse> CreateElement(CreateElementRequest request, ServerCallContext context) =>
        new() { Element = await creator.CreateAsync(request, context.CancellationToken) };

    public override async Task<GetElementResponse> GetElement(GetElementRequest request, ServerCallContext context) =>
        new() { Element = await view.ShowAsync(await finder.FindAsync(request.Id, request.Name, context.CancellationToken), context.CancellationToken) };

    public override async Task<BatchGetElementsResponse> BatchGetElements(BatchGetElementsRequest request, ServerCallContext context) =>
        new() { Elements = { await lister.GetManyAsync(request.Ids, context.CancellationToken) } };

    public override Task<ListElementsResponse> ListElements(ListElementsRequest request, ServerCallContext context) =>
        lister.ListAsync(request, context.CancellationToken);

    public override async Task<UpdateElementResponse> UpdateElement(UpdateElementRequest request, ServerCallContext context) =>
        new() { Element = await updater.UpdateAsync(request, context.CancellationToken) };

    public override async Task<DeleteElementResponse> DeleteElement(DeleteElementRequest request, ServerCallContext context)
    {
        await updater.DeleteAsync(request, context.CancellationToken);
        return new DeleteElementResponse();
    }

    public override async Task<DeleteHostKeyResponse> DeleteHostKey(DeleteHostKeyRequest request, ServerCallContext context)
    {
        await states.UnpinAsync(request.ElementId, request.ValidateOnly, context.CancellationToken);
        return new DeleteHostKeyResponse();
    }

    public override Task<ListSettingsResponse> ListSettings(ListSettingsRequest request, ServerCallContext context) =>
        settingsReader.ListAsync(request, context.CancellationToken);

    public override Task<SaveSettingsResponse> SaveSettings(SaveSettingsRequest request, ServerCallContext context) =>
        settingsWriter.SaveAsync(request, context.CancellationToken);

    public override async Task WatchEvents(WatchEventsRequest request, IServerStreamWriter<WatchEventsResponse> responseStream, ServerCallContext context)
    {
        var watch = await events.OpenAsync(request.HasAfterSequence ? request.AfterSequence : null, request.Types_, context.CancellationToken);
        // From here on nothing is missed, and the caller knows it.
        await context.WriteResponseHeadersAsync([]);
        await foreach (var item in watch) await responseStream.WriteAsync(new WatchEventsResponse { Event = item }, context.CancellationToken);
    }
}
