using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>Finds the elements of a run.</summary>
internal sealed class ElementSelector(IInventory inventory, IDocumentStore store)
{
    /// <summary>The elements that were asked for by id, else those of the run's or the flow's filter, which must be active.</summary>
    /// <exception cref="FailureException">A group or another name of the filter does not exist, or the inventory is away.</exception>
    public async Task<IReadOnlyList<RunElement>> SelectAsync(RunScope run, Flow? flow, CancellationToken cancellationToken)
    {
        if (await ElementList.ReadAsync(store, run.Document, cancellationToken) is { } ids)
            return Place(await ByIdAsync(run, ids, cancellationToken));
        var filter = run.Document.Selection ?? flow?.Selection ?? new ElementFilter();
        var found = await SelectAsync(filter, cancellationToken);
        var missing = filter.Names.Except(found.Select(e => e.Name)).ToList();
        if (missing.Count > 0)
            run.Log(RunLogLevel.Warning, $"not selected although named: {string.Join(", ", missing.Take(20))}; unknown, inactive or left out by the rest of the selection");
        return Place(found);
    }

    /// <summary>The active elements of a filter; an empty filter selects none.</summary>
    public async Task<IReadOnlyList<ElementRef>> SelectAsync(ElementFilter filter, CancellationToken cancellationToken)
    {
        var wanted = filter.Clone();
        wanted.ActiveOnly = true;
        return wanted.Equals(new ElementFilter { ActiveOnly = true }) ? [] : await inventory.SelectAsync(wanted, cancellationToken);
    }

    // One that is gone has its place and its result all the same (semantics 4.11): it fails when its context is asked for.
    private async Task<List<ElementRef>> ByIdAsync(RunScope run, IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        var known = new Dictionary<long, ElementRef>();
        for (var scope = run.Parent; scope is { HasBoard: true }; scope = scope.Parent)
        {
            foreach (var element in scope.Board.Elements)
                known.TryAdd(element.Id, new ElementRef(element.Id, element.Name) { Groups = element.Groups });
        }
        foreach (var element in await inventory.FindElementsAsync([.. ids.Where(id => !known.ContainsKey(id))], cancellationToken))
            known.TryAdd(element.Id, element);
        return [.. ids.Select(id => known.GetValueOrDefault(id) ?? new ElementRef(id, $"element {id}"))];
    }

    private static List<RunElement> Place(IEnumerable<ElementRef> elements) => [.. elements.Select((e, i) => new RunElement(e.Id, e.Name, i) { Groups = e.Groups })];
}
