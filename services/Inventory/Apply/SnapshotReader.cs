using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Inventory.Elements;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Apply;

/// <summary>Reads the snapshot of a bundle, in one read per collection.</summary>
internal sealed class SnapshotReader(IDocumentStore store, ElementView view)
{
    public async Task<Snapshot> ReadAsync(ApplyInventoryRequest request, CancellationToken ct)
    {
        var declared = request.Elements.Select(entry => entry.Element ?? new Element()).ToList();
        var elements = await ByNameAsync(StoredElement.Type, declared.Select(element => element.Name), element => element.Fields.Name, ct);
        var profiles = await ByNameAsync(
            Collections.Profiles, request.Profiles.Select(profile => profile.Name).Concat(declared.Select(element => element.Profile)), profile => profile.Name, ct);
        var inUse = await store.GetManyAsync(Collections.Profiles, Keys.Of(elements.Values.Select(element => element.Value.ProfileId).OfType<long>()), ct);
        var stored = elements.Values.Select(element => element.Value).ToList();
        var names = stored.Zip(await view.NamesAsync(stored, ct)).ToDictionary(pair => pair.First.Fields.Name, pair => pair.Second, StringComparer.Ordinal);
        var settings = await store.GetManyAsync(StoredSettings.Type, [.. elements.Values.Select(element => element.Id)], ct);
        return new Snapshot(
            await ByNameAsync(
                Collections.Locations, request.Locations.Select(location => location.Name).Concat(declared.Select(element => element.Location)), location => location.Name, ct),
            await ByNameAsync(
                Collections.Groups, request.Groups.Select(group => group.Name).Concat(declared.SelectMany(element => element.Groups)), group => group.Name, ct),
            profiles,
            profiles.Values.Concat(inUse).DistinctBy(profile => profile.Id).ToDictionary(profile => profile.Value.Id, profile => profile.Value),
            await ByNameAsync(
                Collections.Organizations,
                request.Organizations.Select(organization => organization.Name).Concat(declared.Select(element => element.Organization)).Concat(request.Users.Select(user => user.Organization)),
                organization => organization.Name, ct),
            await ByNameAsync(Collections.Users, request.Users.Select(user => user.Username), user => user.Username, ct),
            elements,
            names,
            settings.ToDictionary(document => document.Id));
    }

    private async Task<IReadOnlyDictionary<string, Document<T>>> ByNameAsync<T>(
        DocumentType<T> type, IEnumerable<string> names, Func<T, string> name, CancellationToken ct)
        where T : class
    {
        var wanted = names.Where(text => text.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Count == 0) return new Dictionary<string, Document<T>>();
        var page = await store.QueryAsync(type, DocumentQuery.All.Where("name", DocumentOperator.In, wanted), ct);
        return page.Items.ToDictionary(document => name(document.Value), StringComparer.Ordinal);
    }
}
