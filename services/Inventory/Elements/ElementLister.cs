using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Elements;

/// <summary>Lists elements by filter.</summary>
internal sealed class ElementLister(IDocumentStore store, RelationReader relations, ElementView view)
{
    private const int MaxIds = 1000;

    public async Task<ListElementsResponse> ListAsync(ListElementsRequest request, CancellationToken ct)
    {
        var violations = new Violations();
        var query = await FilterAsync(request.Filter ?? new ElementFilter(), violations, ct);
        var size = Paging.Size(request.PageSize, violations);
        violations.ThrowIfAny();
        var page = await store.QueryAsync(StoredElement.Type, query.Take(size).After(request.PageToken), ct);
        return new ListElementsResponse { Elements = { await view.ShowAsync(page.Items, ct) }, NextPageToken = page.NextToken ?? "" };
    }

    /// <summary>In the order of the ids; NOT_FOUND names every id that no element has.</summary>
    public async Task<IReadOnlyList<Element>> GetManyAsync(IReadOnlyList<long> ids, CancellationToken ct)
    {
        if (ids.Count is 0 or > MaxIds) throw FluxError.InvalidArgument("ids", $"must hold 1 to {MaxIds} ids, not {ids.Count}.");
        var found = (await store.GetManyAsync(StoredElement.Type, Keys.Of(ids.Where(id => id > 0)), ct)).ToDictionary(document => document.Value.Fields.Id);
        var missing = ids.Where(id => !found.ContainsKey(id)).Distinct().ToList();
        if (missing.Count > 0) throw FluxError.NotFound("element", string.Join(", ", missing));
        return await view.ShowAsync([.. ids.Select(id => found[id])], ct);
    }

    private async Task<DocumentQuery> FilterAsync(ElementFilter filter, Violations violations, CancellationToken ct)
    {
        var sample = new Element { Location = filter.Location, Profile = filter.Profile, Organization = filter.Organization, Groups = { filter.Groups } };
        var known = await relations.ByNameAsync([sample, new Element { Organization = filter.VisibleTo }], ct);
        var query = DocumentQuery.All;
        query = One(query, "location", filter.Location, known.Locations, violations);
        query = One(query, "profile", filter.Profile, known.Profiles, violations);
        query = One(query, "organization", filter.Organization, known.Organizations, violations);
        for (var i = 0; i < filter.Groups.Count; i++)
            violations.Require(known.Groups.ContainsKey(filter.Groups[i]), $"filter.groups[{i}]", $"there is no group '{filter.Groups[i]}'.");
        if (filter.Groups.Count > 0) query = query.Where("groups", DocumentOperator.In, known.Groups.Values);
        if (filter.VisibleTo.Length > 0 && violations.Require(known.Organizations.ContainsKey(filter.VisibleTo), "filter.visible_to", $"there is no organization '{filter.VisibleTo}'."))
            query = query.Where("audience", DocumentOperator.In, new[] { 0L, known.Organizations[filter.VisibleTo] });
        if (filter.Names.Count > 0) query = query.Where("name", DocumentOperator.In, filter.Names);
        if (filter.Text.Length > 0) query = query.Where("text", DocumentOperator.Contains, filter.Text.ToUpperInvariant());
        if (filter.ActiveOnly) query = query.Where("active", DocumentOperator.Equal, true);
        if (filter.HasStatus) query = query.Where("status", DocumentOperator.Equal, filter.Status);
        return query;
    }

    private static DocumentQuery One(
        DocumentQuery query, string index, string name, IReadOnlyDictionary<string, long> known, Violations violations)
    {
        if (name.Length == 0) return query;
        if (known.TryGetValue(name, out var id)) return query.Where(index, DocumentOperator.Equal, id);
        violations.Add($"filter.{index}", $"there is no {index} '{name}'.");
        return query;
    }
}
