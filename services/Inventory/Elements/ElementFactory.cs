using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Inventory.Storage;
using Google.Protobuf.WellKnownTypes;

namespace Flux.Inventory.Elements;

/// <summary>What new elements start with.</summary>
internal sealed class ElementFactory(IDocumentStore store, RelationReader relations, TimeProvider clock)
{
    public StoredElement Blank(Element given)
    {
        var element = StoredElement.New();
        var now = clock.GetUtcNow();
        element.Fields.Uuid = Guid.CreateVersion7(now).ToString("D");
        element.Fields.Created = now.ToTimestamp();
        element.Fields.LastChange = now.ToTimestamp();
        element.Fields.CreatedBy = given.CreatedBy;
        return element;
    }

    /// <summary>Ids of the organizations that elements name. They come to be by being named; with <paramref name="dryRun"/> new ones get the id -1.</summary>
    public async Task<IReadOnlyDictionary<string, long>> OrganizationsAsync(IReadOnlyCollection<Element> elements, bool dryRun, CancellationToken ct)
    {
        var names = elements.Select(element => element.Organization).Where(name => name.Length is > 0 and <= Names.MaxLength).Distinct(StringComparer.Ordinal).ToList();
        var found = await relations.NamedAsync(Collections.Organizations, names, organization => organization.Id, ct);
        var missing = names.Where(name => !found.ContainsKey(name)).ToList();
        if (missing.Count == 0) return found;
        if (dryRun) return found.Concat(missing.Select(name => KeyValuePair.Create(name, -1L))).ToDictionary();
        return await Conflicts.RetryAsync("organization", missing[0], async () =>
        {
            var known = await relations.NamedAsync(Collections.Organizations, names, organization => organization.Id, ct);
            var batch = new DocumentBatch();
            foreach (var name in names.Where(name => !known.ContainsKey(name)))
            {
                var id = await store.NextSequenceAsync("organizations", 1, ct);
                batch.Insert(Collections.Organizations, Keys.Of(id), new Organization { Id = id, Name = name });
            }

            await store.CommitAsync(batch, ct);
            return await relations.NamedAsync(Collections.Organizations, names, organization => organization.Id, ct);
        });
    }
}
