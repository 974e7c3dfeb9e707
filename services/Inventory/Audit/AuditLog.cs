using Flux.Documents;

namespace Flux.Inventory.Audit;

/// <summary>Adds audit entries to the batch that makes the change, so that neither exists without the other.</summary>
internal sealed class AuditLog(TimeProvider clock)
{
    public void Add(DocumentBatch batch, string actor, string action, string kind, long id, string name, IReadOnlyList<AuditChange> changes)
    {
        var entry = new AuditEntry(clock.GetUtcNow(), actor, action, kind, id, name, changes);
        batch.Insert(AuditEntry.Type, Guid.CreateVersion7(entry.Time).ToString("N"), entry);
    }
}
