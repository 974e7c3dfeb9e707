using Flux.Documents;

namespace Flux.Inventory.Configurations;

/// <summary>Deletes the configurations of elements that go.</summary>
internal sealed class ConfigurationRemover(IDocumentStore store)
{
    /// <summary>Adds the deletion of all that is stored for an element.</summary>
    public async Task AddAsync(DocumentBatch batch, long elementId, CancellationToken ct)
    {
        var revisions = await store.QueryAsync(StoredRevision.Type, DocumentQuery.All.Where("element", DocumentOperator.Equal, elementId), ct);
        foreach (var revision in revisions.Items)
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
