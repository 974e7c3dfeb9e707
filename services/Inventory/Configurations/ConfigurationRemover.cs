using Flux.Contracts.Inventory.V1;
using Flux.Documents;

namespace Flux.Inventory.Configurations;

/// <summary>Deletes the configurations of elements that go, and old revisions.</summary>
internal sealed class ConfigurationRemover(IDocumentStore store)
{
    private const int MostAtOnce = 20;

    /// <summary>Adds the deletion of all that is stored for an element.</summary>
    public async Task AddAsync(DocumentBatch batch, long elementId, CancellationToken ct)
    {
        var revisions = await store.QueryAsync(StoredRevision.Type, DocumentQuery.All.Where("element", DocumentOperator.Equal, elementId), ct);
        Add(batch, revisions.Items);
    }

    /// <summary>Adds the deletion of one configuration's revisions up to <paramref name="last"/>, the oldest first; when there are many, some now and the others with the next writes.</summary>
    public async Task AddOldAsync(DocumentBatch batch, StoredConfiguration configuration, long last, CancellationToken ct)
    {
        if (last <= 0) return;
        var query = DocumentQuery.All.Where("id", DocumentOperator.Prefix, StoredRevision.Prefix(configuration.ElementId, configuration.Klass, configuration.Section))
            .Where("id", DocumentOperator.Less, StoredRevision.Id(configuration.ElementId, configuration.Klass, configuration.Section, last + 1)).OrderBy("id").Take(MostAtOnce);
        Add(batch, (await store.QueryAsync(StoredRevision.Type, query, ct)).Items);
    }

    private static void Add(DocumentBatch batch, IEnumerable<Document<StoredRevision>> revisions)
    {
        foreach (var revision in revisions)
        {
            batch.Delete(StoredRevision.Type, revision.Id);
            for (var i = 0; i < revision.Value.Parts; i++) batch.Delete(TextPart.Type, TextPart.Id(revision.Id, i));
        }
    }

    /// <summary>Deletes what was stored while the element was being deleted.</summary>
    public async Task RemoveAsync(long elementId, CancellationToken ct)
    {
        var batch = new DocumentBatch();
        await AddAsync(batch, elementId, ct);
        if (batch.Count > 0) await store.CommitAsync(batch, ct);
    }
}
