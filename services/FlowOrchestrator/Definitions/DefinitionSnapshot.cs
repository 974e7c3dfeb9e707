using System.Collections.Concurrent;
using Flux.Contracts.Flow.V1;
using Flux.Documents;

namespace Flux.FlowOrchestrator.Definitions;

/// <summary>The definitions as they were at one revision: what a run and its children work with until they end. Each is read once.</summary>
internal sealed class DefinitionSnapshot(IDocumentStore store, long revision)
{
    private readonly ConcurrentDictionary<(string Index, string Value), Task<Definition?>> _read = new();

    /// <summary>The revision.</summary>
    public long Revision => revision;

    /// <summary>A task by number or, when that is null, by short name; null when there is none.</summary>
    public async Task<TaskDefinition?> FindTaskAsync(long? number, string shortName) => (await FindAsync(DefinitionKind.Task, number, shortName))?.Task;

    /// <summary>A flow by number or, when that is null, by short name; null when there is none.</summary>
    public async Task<Flow?> FindFlowAsync(long? number, string shortName) => (await FindAsync(DefinitionKind.Flow, number, shortName))?.Flow;

    /// <summary>A model by short name; null when there is none.</summary>
    public async Task<Model?> FindModelAsync(string shortName) => (await FindAsync(DefinitionKind.Model, null, shortName))?.Model;

    private async Task<Definition?> FindAsync(DefinitionKind kind, long? number, string shortName)
    {
        var key = number is { } n ? (Index: "numbered", Value: Definition.NumberedOf(kind, n)) : (Index: "key", Value: Definition.KeyOf(kind, shortName));
        var read = _read.GetOrAdd(key, ReadAsync);
        try
        {
            return await read;
        }
        catch
        {
            // A read that failed must not be remembered for the rest of the run.
            _read.TryRemove(KeyValuePair.Create(key, read));
            throw;
        }
    }

    // Not cancellable: several waiters share one read.
    private async Task<Definition?> ReadAsync((string Index, string Value) key)
    {
        var query = DocumentQuery.All.Where(key.Index, DocumentOperator.Equal, key.Value)
            .Where("revision", DocumentOperator.LessOrEqual, revision).OrderBy("revision", descending: true);
        return (await store.FirstOrDefaultAsync(Definition.Versions, query, CancellationToken.None))?.Value is { Deleted: false } found ? found : null;
    }
}
