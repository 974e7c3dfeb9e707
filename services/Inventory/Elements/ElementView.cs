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
        var values = documents.Select(document => document.Value).ToList();
        var locations = await relations.NamesAsync(Collections.Locations, values.Select(value => value.LocationId), ct);
        var profiles = await relations.NamesAsync(Collections.Profiles, values.Select(value => value.ProfileId), ct);
        var organizations = await relations.NamesAsync(Organization.Type, values.Select(value => value.OrganizationId), ct);
        var groups = await relations.NamesAsync(Collections.Groups, values.SelectMany(value => value.GroupIds).Cast<long?>(), ct);
        var states = (await store.GetManyAsync(ElementState.Type, Keys.Of(values.Select(value => value.Fields.Id)), ct))
            .ToDictionary(state => state.Id, state => state.Value);
        return [.. documents.Select(document =>
        {
            var element = ElementSecrets.Hide(document.Value.Fields);
            element.Location = Name(locations, document.Value.LocationId);
            element.Profile = Name(profiles, document.Value.ProfileId);
            element.Organization = Name(organizations, document.Value.OrganizationId);
            element.Groups.Add(document.Value.GroupIds.Select(id => Name(groups, id)));
            element.FirstExecution = states.GetValueOrDefault(document.Id)?.FirstExecution?.ToTimestamp();
            element.LastExecution = states.GetValueOrDefault(document.Id)?.LastExecution?.ToTimestamp();
            element.Etag = Etag.Of(document.Version);
            return element;
        })];
    }

    private static string Name(Dictionary<long, string> names, long? id) => id is { } value ? names.GetValueOrDefault(value, "") : "";
}
