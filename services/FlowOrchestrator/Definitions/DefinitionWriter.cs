using Flux.Contracts.Common.V1;
using Flux.Documents;

namespace Flux.FlowOrchestrator.Definitions;

/// <summary>Writes changed definitions as the next revision: all of them in one write, each with the version that stays.</summary>
internal sealed class DefinitionWriter(IDocumentStore store, TimeProvider clock)
{
    /// <summary>Writes what is created or changed.</summary>
    /// <param name="changes">By what was stored at the head's revision.</param>
    /// <param name="head">The head as read before what is stored; null before the first write.</param>
    /// <param name="together">Adds what must be written in the same moment; the ids of new definitions are known by then.</param>
    /// <param name="cancellationToken">Stops before the write.</param>
    /// <returns>The new versions, in the order of the changes.</returns>
    /// <exception cref="DocumentConflictException">Somebody else wrote definitions meanwhile.</exception>
    /// <exception cref="DuplicateKeyException">The same, with the first definitions of all.</exception>
    public async Task<IReadOnlyList<Definition>> WriteAsync(
        IEnumerable<DefinitionChange> changes, Document<DefinitionHead>? head, Func<DocumentBatch, Task>? together, CancellationToken cancellationToken)
    {
        var revision = (head?.Value.Revision ?? 0) + 1;
        var batch = new DocumentBatch();
        if (head is null)
            batch.Insert(DefinitionHead.Type, DefinitionHead.Id, new DefinitionHead(revision));
        else
            batch.Update(DefinitionHead.Type, DefinitionHead.Id, new DefinitionHead(revision), head.Version);
        var written = new List<Definition>();
        foreach (var change in changes.Where(c => c.Applied.Outcome != ApplyOutcome.Unchanged))
        {
            if (change.Applied.Id == 0)
                change.Applied.Id = await store.NextSequenceAsync(change.Kind.ToString(), 1, cancellationToken);
            var definition = change.ToDefinition(revision, clock.GetUtcNow());
            batch.Put(Definition.Current, definition.Key, definition).Insert(Definition.Versions, definition.VersionId, definition);
            written.Add(definition);
        }
        if (together is not null)
            await together(batch);
        await store.CommitAsync(batch, cancellationToken);
        return written;
    }
}
