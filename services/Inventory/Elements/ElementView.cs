using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Inventory.Storage;
using Google.Protobuf.WellKnownTypes;

namespace Flux.Inventory.Elements;

/// <summary>Turns stored elements into what operators read: relations by name, secrets blank.</summary>
internal sealed class ElementView(IDocumentStore store, RelationReader relations)
{
    public async Task<Element> ShowAsync(Document<StoredElement> document, CancellationToken ct) => (await ShowAsync([document], ct))[0];

    public async Task<IReadOnlyList<Element>> ShowAsync(IReadOnlyList<Document<StoredElement>> documents, CancellationToken ct)
    {
        var names = await NamesAsync([.. documents.Select(document => document.Value)], ct);
        var states = (await store.GetManyAsync(ElementState.Type, Keys.Of(documents.Select(document => document.Value.Fields.Id)), ct))
            .ToDictionary(state => state.Id, state => state.Value);
        return [.. documents.Zip(names, (document, related) =>
        {
            var element = ElementSecrets.Hide(document.Value.Fields);
            element.Location = related.Location;
            element.Profile = related.Profile;
            element.Organization = related.Organization;
            element.Groups.Add(related.Groups);
            element.FirstExecution = states.GetValueOrDefault(document.Id)?.FirstExecution?.ToTimestamp();
            element.LastExecution = states.GetValueOrDefault(document.Id)?.LastExecution?.ToTimestamp();
            element.Etag = Etag.Of(document.Version);
            return element;
        })];
    }

    /// <summary>The names of what elements refer to, in their order, in four reads whatever their number.</summary>
    public async Task<IReadOnlyList<RelationNames>> NamesAsync(IReadOnlyList<StoredElement> elements, CancellationToken ct)
    {
        var locations = await relations.NamesAsync(Collections.Locations, elements.Select(element => element.LocationId), ct);
        var profiles = await relations.NamesAsync(Collections.Profiles, elements.Select(element => element.ProfileId), ct);
        var organizations = await relations.NamesAsync(Collections.Organizations, elements.Select(element => element.OrganizationId), ct);
        var groups = await relations.NamesAsync(Collections.Groups, elements.SelectMany(element => element.GroupIds).Cast<long?>(), ct);
        return [.. elements.Select(element => new RelationNames(
            Name(locations, element.LocationId), Name(profiles, element.ProfileId), Name(organizations, element.OrganizationId),
            [.. element.GroupIds.Where(groups.ContainsKey).Select(id => groups[id])]))];
    }

    private static string Name(Dictionary<long, string> names, long? id) => id is { } value ? names.GetValueOrDefault(value, "") : "";
}
