using Flux.Documents;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>
/// A part of the list of a run's chosen elements. The run's own document is written with every commit and must stay small, so a list of more than
/// a few elements lies beside it, written once.
/// </summary>
/// <param name="Ids">Up to 1000 ids in run order.</param>
internal sealed record ElementList(IReadOnlyList<long> Ids)
{
    /// <summary>The collection; ids sort by run, then in run order.</summary>
    public static readonly DocumentType<ElementList> Type = new("run-element-lists", []);

    private const int MostInside = 50;
    private const int Part = 1000;

    /// <summary>Moves a long list out of a run that is about to be stored.</summary>
    public static RunDocument Take(RunDocument run, DocumentBatch batch)
    {
        if (run.ElementIds is not { Count: > MostInside } ids)
            return run;
        foreach (var (i, part) in ids.Chunk(Part).Index())
            batch.Insert(Type, $"{run.Run.Id}/{i:D6}", new ElementList(part));
        return run with { ElementIds = [], ElementsAside = true };
    }

    /// <summary>The chosen elements of a run; null when it selects by filter.</summary>
    public static async Task<IReadOnlyList<long>?> ReadAsync(IDocumentStore store, RunDocument run, CancellationToken cancellationToken)
    {
        if (!run.ElementsAside)
            return run.ElementIds;
        var parts = await store.QueryAsync(Type, DocumentQuery.All.Where("id", DocumentOperator.Prefix, run.Run.Id + "/"), cancellationToken);
        return [.. parts.Items.SelectMany(p => p.Value.Ids)];
    }
}
