using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;
using Flux.Hosting;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>Reads runs and their results.</summary>
internal sealed class RunReader(IDocumentStore store)
{
    // A page of task results must fit into one message, whose usual limit is 4 MiB.
    private const int MostBytes = 3 << 20;

    /// <summary>One run.</summary>
    /// <exception cref="FluxException">NOT_FOUND.</exception>
    public async Task<RunDocument> GetAsync(string id, CancellationToken cancellationToken)
    {
        var found = RunIds.IsRunId(id) ? await store.GetAsync(RunDocument.Type, id, cancellationToken) : null;
        return found?.Value ?? throw FluxError.NotFound("run", id);
    }

    /// <summary>Why a run that is not at work in this process cannot be told anything.</summary>
    public static FluxException NotHere(Run run) => RunStates.IsFinal(run.State)
        ? FluxError.FailedPrecondition("RUN_HAS_ENDED", $"runs/{run.Id}", "the run has ended")
        : FluxError.Unavailable($"runs/{run.Id}: the run is at work in another orchestrator, or waits for one to take it over; try again there, or later", TimeSpan.FromSeconds(5), "RUN_IS_ELSEWHERE");

    /// <summary>A page of runs, newest first.</summary>
    public async Task<ListRunsResponse> ListAsync(ListRunsRequest request, CancellationToken cancellationToken)
    {
        if (!Enum.IsDefined(request.State))
            throw FluxError.InvalidArgument("state", "must be one of the states of runs, or left out for all");
        var query = DocumentQuery.All.OrderBy("id", descending: true);
        if (request.Flow.Length > 0)
            query = query.Where("flow", DocumentOperator.Equal, request.Flow);
        if (request.State != RunState.Unspecified)
            query = query.Where("state", DocumentOperator.Equal, request.State);
        if (request.Schedule.Length > 0)
            query = query.Where("schedule", DocumentOperator.Equal, request.Schedule);
        if (request.ParentRunId.Length > 0)
            query = query.Where("parent", DocumentOperator.Equal, request.ParentRunId);
        if (request.Task.Length > 0)
            query = query.Where("task", DocumentOperator.Equal, request.Task);
        var (items, next) = await Paging.QueryAsync(store, RunDocument.Type, query, request.PageSize, request.PageToken, cancellationToken);
        return new ListRunsResponse { Runs = { items.Select(d => d.Run) }, NextPageToken = next };
    }

    /// <summary>A page of elements, in run order.</summary>
    public async Task<ListElementResultsResponse> ListElementsAsync(ListElementResultsRequest request, CancellationToken cancellationToken)
    {
        if (!Enum.IsDefined(request.State))
            throw FluxError.InvalidArgument("state", "must be one of the states of elements, or left out for all");
        await GetAsync(request.RunId, cancellationToken);
        var query = request.State == WorkState.Unspecified
            ? DocumentQuery.All.Where("id", DocumentOperator.Prefix, request.RunId + "/")
            : DocumentQuery.All.Where("state", DocumentOperator.Equal, ElementDocument.StateKey(request.RunId, request.State));
        var (items, next) = await Paging.QueryAsync(store, ElementDocument.Type, query, request.PageSize, request.PageToken, cancellationToken);
        return new ListElementResultsResponse { Elements = { items.Select(d => d.Result) }, NextPageToken = next };
    }

    /// <summary>A page of task results, in the order in which they began; shorter than asked for when the results are large.</summary>
    public async Task<ListTaskResultsResponse> ListTasksAsync(ListTaskResultsRequest request, CancellationToken cancellationToken)
    {
        await GetAsync(request.RunId, cancellationToken);
        var query = request.ElementId == 0
            ? DocumentQuery.All.Where("id", DocumentOperator.Prefix, request.RunId + "/")
            : DocumentQuery.All.Where("element", DocumentOperator.Equal, TaskDocument.ElementKey(request.RunId, request.ElementId));
        for (var size = request.PageSize; ; size = Math.Max(1, size == 0 ? 50 : Math.Min(size, 1000) / 2))
        {
            var (items, next) = await Paging.QueryAsync(store, TaskDocument.Type, query, size, request.PageToken, cancellationToken);
            var response = new ListTaskResultsResponse { Tasks = { items.Select(d => d.Result) }, NextPageToken = next };
            if (items.Count <= 1 || response.CalculateSize() <= MostBytes)
                return response;
        }
    }
}
