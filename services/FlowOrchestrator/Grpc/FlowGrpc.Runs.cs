using Flux.Contracts.Flow.V1;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Grpc;

/// <content>Runs.</content>
internal sealed partial class FlowGrpc
{
    /// <inheritdoc/>
    public override async Task<RunFlowResponse> RunFlow(RunFlowRequest request, ServerCallContext context) =>
        new() { Run = await commands.RunFlowAsync(request, context.CancellationToken) };

    /// <inheritdoc/>
    public override async Task<RunTaskResponse> RunTask(RunTaskRequest request, ServerCallContext context) =>
        new() { Run = await commands.RunTaskAsync(request, context.CancellationToken) };

    /// <inheritdoc/>
    public override async Task<GetRunResponse> GetRun(GetRunRequest request, ServerCallContext context) =>
        new() { Run = (await runs.GetAsync(request.Id, context.CancellationToken)).Run };

    /// <inheritdoc/>
    public override Task<ListRunsResponse> ListRuns(ListRunsRequest request, ServerCallContext context) =>
        runs.ListAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<ListElementResultsResponse> ListElementResults(ListElementResultsRequest request, ServerCallContext context) =>
        runs.ListElementsAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<ListTaskResultsResponse> ListTaskResults(ListTaskResultsRequest request, ServerCallContext context) =>
        runs.ListTasksAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override async Task ReadStepResult(ReadStepResultRequest request, IServerStreamWriter<ReadStepResultResponse> responseStream, ServerCallContext context)
    {
        await foreach (var text in large.ReadAsync(request, context.CancellationToken))
            await responseStream.WriteAsync(new ReadStepResultResponse { Text = text }, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task WatchRun(WatchRunRequest request, IServerStreamWriter<WatchRunResponse> responseStream, ServerCallContext context)
    {
        await foreach (var told in watcher.WatchAsync(request.RunId, request.AfterSequence, context.CancellationToken))
            await responseStream.WriteAsync(new WatchRunResponse { Event = told }, context.CancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<CancelRunResponse> CancelRun(CancelRunRequest request, ServerCallContext context) =>
        new() { Run = await commands.CancelAsync(request, context.CancellationToken) };
}
