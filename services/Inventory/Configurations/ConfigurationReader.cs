using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Elements;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Configurations;

/// <summary>Reads revisions and their texts.</summary>
internal sealed class ConfigurationReader(IDocumentStore store, ElementFinder elements)
{
    public async Task<StoredConfiguration> GetAsync(GetConfigurationRequest request, CancellationToken ct)
    {
        var violations = new Violations();
        ConfigurationRules.Klass(request.Klass, "klass", violations);
        ConfigurationRules.Section(request.Section, "section", violations);
        if (violations.Require(request.Revision >= 0, "revision", "must not be negative; 0 means the latest.") && request.Revision > 0)
        {
            violations.Require(request.Klass.Length > 0, "klass", "must be given with a revision: each configuration counts its own.");
            violations.Require(request.HasSection, "section", "must be given with a revision, if only as an empty text: each configuration counts its own.");
        }

        violations.ThrowIfAny();
        await elements.FindAsync(request.ElementId, ct);
        var found = request.Revision > 0
            ? await FindAsync(request.ElementId, request.Klass, request.Section, request.Revision, ct)
            : await store.FirstOrDefaultAsync(StoredRevision.Type, Filter(request.ElementId, request.Klass, request.HasSection ? request.Section : null), ct)
                ?? throw FluxError.NotFound("configuration", $"elements/{request.ElementId}", "store one with SaveConfiguration");
        var result = found.Value.Fields.Clone();
        result.Text = await TextAsync(found, ct);
        return result;
    }

    public async Task<ListConfigurationsResponse> ListAsync(ListConfigurationsRequest request, CancellationToken ct)
    {
        var violations = new Violations();
        ConfigurationRules.Klass(request.Klass, "klass", violations);
        ConfigurationRules.Section(request.Section, "section", violations);
        var size = Paging.Size(request.PageSize, violations);
        violations.ThrowIfAny();
        await elements.FindAsync(request.ElementId, ct);
        var query = Filter(request.ElementId, request.Klass, request.HasSection ? request.Section : null);
        var page = await store.QueryAsync(StoredRevision.Type, query.Take(size).After(request.PageToken), ct);
        return new ListConfigurationsResponse { Configurations = { page.Items.Select(item => item.Value.Fields) }, NextPageToken = page.NextToken ?? "" };
    }

    public async Task<Document<StoredRevision>> FindAsync(long elementId, string klass, string section, long revision, CancellationToken ct) =>
        await store.GetAsync(StoredRevision.Type, StoredRevision.Id(elementId, klass, section, revision), ct)
        ?? throw FluxError.NotFound("configuration", $"elements/{elementId}, {klass}, section '{section}', revision {revision}", "ListConfigurations names those that are stored");

    /// <summary>The latest revision of one configuration, or the latest one before <paramref name="below"/>; null for none.</summary>
    public Task<Document<StoredRevision>?> LatestAsync(long elementId, string klass, string section, long? below, CancellationToken ct)
    {
        var query = DocumentQuery.All.Where("id", DocumentOperator.Prefix, StoredRevision.Prefix(elementId, klass, section)).OrderBy("id", descending: true);
        if (below is { } bound) query = query.Where("id", DocumentOperator.Less, StoredRevision.Id(elementId, klass, section, bound));
        return store.FirstOrDefaultAsync(StoredRevision.Type, query, ct);
    }

    public async Task<string> TextAsync(Document<StoredRevision> revision, CancellationToken ct)
    {
        var ids = Enumerable.Range(0, revision.Value.Parts).Select(index => TextPart.Id(revision.Id, index)).ToList();
        var parts = await store.GetManyAsync(TextPart.Type, ids, ct);
        if (parts.Count == ids.Count) return string.Concat(parts.Select(part => part.Value.Text));
        throw FluxError.NotFound("configuration", revision.Id, "it was deleted meanwhile, with its element");
    }

    // Newest first, over all formats and sections that are not excluded.
    private static DocumentQuery Filter(long elementId, string klass, string? section)
    {
        var query = DocumentQuery.All.Where("element", DocumentOperator.Equal, elementId).OrderBy("time", descending: true);
        if (klass.Length > 0) query = query.Where("klass", DocumentOperator.Equal, klass);
        return section is null ? query : query.Where("section", DocumentOperator.Equal, section);
    }
}
