using Flux.Contracts.Flow.V1;
using Flux.Documents;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>Reads whole what a run has stored: for whoever takes it over.</summary>
internal sealed class StoredRuns(IDocumentStore store)
{
    private const int Page = 500;

    /// <summary>The elements of a run, in run order.</summary>
    public async Task<IReadOnlyList<ElementDocument>> ElementsAsync(string runId, CancellationToken cancellationToken) =>
        [.. (await AllAsync(ElementDocument.Type, DocumentQuery.All.Where("id", DocumentOperator.Prefix, runId + "/"), cancellationToken)).Select(d => d.Value)];

    /// <summary>Elements of a run in one state.</summary>
    public async Task<IReadOnlyList<ElementDocument>> ElementsAsync(string runId, WorkState state, CancellationToken cancellationToken) =>
        [.. (await AllAsync(ElementDocument.Type, InState(runId, state), cancellationToken)).Select(d => d.Value)];

    /// <summary>Task executions of a run in one state.</summary>
    public async Task<IReadOnlyList<TaskDocument>> TasksAsync(string runId, WorkState state, CancellationToken cancellationToken) =>
        [.. (await AllAsync(TaskDocument.Type, InState(runId, state), cancellationToken)).Select(d => d.Value)];

    /// <summary>The number of the latest task execution; 0 before the first.</summary>
    public async Task<long> LastTaskAsync(string runId, CancellationToken cancellationToken)
    {
        var query = DocumentQuery.All.Where("id", DocumentOperator.Prefix, runId + "/").OrderBy("id", descending: true);
        return await store.FirstOrDefaultAsync(TaskDocument.Type, query, cancellationToken) is { } last ? long.Parse(last.Value.Result.Id) : 0;
    }

    /// <summary>The nested run that a call has started; null when it has not.</summary>
    public Task<Document<RunDocument>?> ChildAsync(string call, CancellationToken cancellationToken) =>
        store.FirstOrDefaultAsync(RunDocument.Type, DocumentQuery.All.Where("call", DocumentOperator.Equal, call), cancellationToken);

    /// <summary>The runs that a run has called.</summary>
    public ValueTask<List<Document<RunDocument>>> ChildrenAsync(string runId, CancellationToken cancellationToken) =>
        AllAsync(RunDocument.Type, DocumentQuery.All.Where("parent", DocumentOperator.Equal, runId), cancellationToken);

    /// <summary>Root runs that have not ended.</summary>
    public ValueTask<List<Document<RunDocument>>> OpenAsync(CancellationToken cancellationToken) => AllAsync(
        RunDocument.Type, DocumentQuery.All.Where("state", DocumentOperator.In, new[] { RunState.Pending, RunState.Running, RunState.Paused }), cancellationToken);

    private static DocumentQuery InState(string runId, WorkState state) => DocumentQuery.All.Where("state", DocumentOperator.Equal, ElementDocument.StateKey(runId, state));

    private ValueTask<List<Document<T>>> AllAsync<T>(DocumentType<T> type, DocumentQuery query, CancellationToken cancellationToken)
        where T : class => store.ReadAllAsync(type, query, Page, cancellationToken).ToListAsync(cancellationToken);
}
