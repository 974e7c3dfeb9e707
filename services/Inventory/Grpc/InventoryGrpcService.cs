using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Events;
using Flux.Hosting;
using Flux.Inventory.Apply;
using Flux.Inventory.Connections;
using Flux.Inventory.Elements;
using Flux.Inventory.Groups;
using Flux.Inventory.Profiles;
using Flux.Inventory.Settings;
using Flux.Inventory.Storage;
using Grpc.Core;

namespace Flux.Inventory.Grpc;

/// <summary>What operators call.</summary>
internal sealed class InventoryGrpcService(
    IDocumentStore store, InventoryApplier applier, ElementFinder finder, ElementView view, ElementCreator creator, ElementUpdater updater,
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
        await states.UnpinAsync(request.ElementId, context.CancellationToken);
        return new DeleteHostKeyResponse();
    }

    public override Task<ListSettingsResponse> ListSettings(ListSettingsRequest request, ServerCallContext context) =>
        settingsReader.ListAsync(request, context.CancellationToken);

    public override Task<SaveSettingsResponse> SaveSettings(SaveSettingsRequest request, ServerCallContext context) =>
        settingsWriter.SaveAsync(request, context.CancellationToken);

    public override async Task<GetGroupResponse> GetGroup(GetGroupRequest request, ServerCallContext context) =>
        new() { Group = Show(await ByNameAsync(Collections.Groups, "group", request.Name, context)) };

    public override async Task<ListGroupsResponse> ListGroups(ListGroupsRequest request, ServerCallContext context)
    {
        var page = await Paging.ListAsync(store, Collections.Groups, request.PageSize, request.PageToken, context.CancellationToken);
        return new ListGroupsResponse { Groups = { page.Items.Select(Show) }, NextPageToken = page.NextToken ?? "" };
    }

    public override async Task<GetProfileResponse> GetProfile(GetProfileRequest request, ServerCallContext context) =>
        new() { Profile = Show(await ByNameAsync(Collections.Profiles, "profile", request.Name, context)) };

    public override async Task<ListProfilesResponse> ListProfiles(ListProfilesRequest request, ServerCallContext context)
    {
        var page = await Paging.ListAsync(store, Collections.Profiles, request.PageSize, request.PageToken, context.CancellationToken);
        return new ListProfilesResponse { Profiles = { page.Items.Select(Show) }, NextPageToken = page.NextToken ?? "" };
    }

    public override async Task<GetLocationResponse> GetLocation(GetLocationRequest request, ServerCallContext context) =>
        new() { Location = Show(await ByNameAsync(Collections.Locations, "location", request.Name, context)) };

    public override async Task<ListLocationsResponse> ListLocations(ListLocationsRequest request, ServerCallContext context)
    {
        var page = await Paging.ListAsync(store, Collections.Locations, request.PageSize, request.PageToken, context.CancellationToken);
        return new ListLocationsResponse { Locations = { page.Items.Select(Show) }, NextPageToken = page.NextToken ?? "" };
    }

    public override async Task WatchEvents(WatchEventsRequest request, IServerStreamWriter<WatchEventsResponse> responseStream, ServerCallContext context)
    {
        var watch = await events.OpenAsync(request.HasAfterSequence ? request.AfterSequence : null, request.Types_, context.CancellationToken);
        // From here on nothing is missed, and the caller knows it.
        await context.WriteResponseHeadersAsync([]);
        await foreach (var item in watch) await responseStream.WriteAsync(new WatchEventsResponse { Event = item }, context.CancellationToken);
    }

    private static Group Show(Document<Group> document) => GroupSecrets.Hide(document.Value, Etag.Of(document.Version));

    private static Profile Show(Document<Profile> document) => ProfileView.Hide(document.Value, Etag.Of(document.Version));

    private static Location Show(Document<Location> document) => new(document.Value) { Etag = Etag.Of(document.Version) };

    private async Task<Document<T>> ByNameAsync<T>(DocumentType<T> type, string kind, string name, ServerCallContext context)
        where T : class
    {
        if (name.Length == 0) throw FluxError.InvalidArgument("name", $"give the name of the {kind}.");
        return await store.FirstOrDefaultAsync(type, DocumentQuery.All.Where("name", DocumentOperator.Equal, name), context.CancellationToken)
            ?? throw FluxError.NotFound(kind, name);
    }
}
