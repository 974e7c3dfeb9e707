using Flux.Documents;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Definitions;

/// <summary>Reads definitions; <see cref="DefinitionWriter"/> writes them.</summary>
internal sealed class DefinitionStore(IDocumentStore store)
{
    /// <summary>The revision as it is now; 0 before the first bundle.</summary>
    public async Task<long> HeadAsync(CancellationToken cancellationToken) =>
        (await store.GetAsync(DefinitionHead.Type, DefinitionHead.Id, cancellationToken))?.Value.Revision ?? 0;

    /// <summary>The current definition of a name, or null.</summary>
    public async Task<Definition?> FindAsync(DefinitionKind kind, string shortName, CancellationToken cancellationToken) =>
        (await store.GetAsync(Definition.Current, Definition.KeyOf(kind, shortName), cancellationToken))?.Value;

    /// <summary>The current definition of a number, or null.</summary>
    public async Task<Definition?> FindAsync(DefinitionKind kind, long number, CancellationToken cancellationToken) =>
        (await store.FirstOrDefaultAsync(
            Definition.Current, DocumentQuery.All.Where("kind", DocumentOperator.Equal, kind).Where("number", DocumentOperator.Equal, number), cancellationToken))?.Value;

    /// <summary>The current definitions of some keys, by key; without the missing ones.</summary>
    public async Task<Dictionary<string, Definition>> FindManyAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        (await store.GetManyAsync(Definition.Current, keys, cancellationToken)).ToDictionary(d => d.Id, d => d.Value);

    /// <summary>A page of the definitions of one kind, in ascending number.</summary>
    public async Task<(IReadOnlyList<Definition> Items, string NextToken)> ListAsync(DefinitionKind kind, int pageSize, string pageToken, CancellationToken cancellationToken)
    {
        var query = DocumentQuery.All.Where("kind", DocumentOperator.Equal, kind).OrderBy("number");
        return await Paging.QueryAsync(store, Definition.Current, query, pageSize, pageToken, cancellationToken);
    }

    /// <summary>All current definitions of one kind.</summary>
    public async Task<IReadOnlyList<Definition>> AllAsync(DefinitionKind kind, CancellationToken cancellationToken)
    {
        var all = new List<Definition>();
        var token = "";
        do
        {
            (var items, token) = await ListAsync(kind, 1000, token, cancellationToken);
            all.AddRange(items);
        }
        while (token.Length > 0);
        return all;
    }

    /// <summary>The definitions as they were at a revision.</summary>
    public DefinitionSnapshot At(long revision) => new(store, revision);
}
