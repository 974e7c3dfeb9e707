using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Elements;

/// <summary>Reads what elements refer to, in one read per kind whatever their number.</summary>
internal sealed class RelationReader(IDocumentStore store)
{
    public async Task<Relations> ByNameAsync(IReadOnlyCollection<Element> elements, CancellationToken ct) => new(
        await NamedAsync(Collections.Locations, elements.Select(element => element.Location), location => location.Id, ct),
        await NamedAsync(Collections.Profiles, elements.Select(element => element.Profile), profile => profile.Id, ct),
        await NamedAsync(Collections.Organizations, elements.Select(element => element.Organization), organization => organization.Id, ct),
        await NamedAsync(Collections.Groups, elements.SelectMany(element => element.Groups), group => group.Id, ct));

    public async Task<IReadOnlyDictionary<string, long>> NamedAsync<T>(DocumentType<T> type, IEnumerable<string> names, Func<T, long> id, CancellationToken ct)
        where T : class
    {
        var wanted = names.Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        if (wanted.Count == 0) return new Dictionary<string, long>();
        var page = await store.QueryAsync(type, DocumentQuery.All.Where("name", DocumentOperator.In, wanted), ct);
        return page.Items.ToDictionary(item => Name(item.Value), item => id(item.Value), StringComparer.Ordinal);
    }

    public async Task<Dictionary<long, string>> NamesAsync<T>(DocumentType<T> type, IEnumerable<long?> ids, CancellationToken ct)
        where T : class
    {
        var documents = await store.GetManyAsync(type, Keys.Of(ids.OfType<long>()), ct);
        return documents.ToDictionary(document => long.Parse(document.Id), document => Name(document.Value));
    }

    private static string Name(object value) => value switch
    {
        Location location => location.Name,
        Profile profile => profile.Name,
        Group group => group.Name,
        Organization organization => organization.Name,
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}
