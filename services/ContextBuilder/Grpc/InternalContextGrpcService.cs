using Flux.ContextBuilder.Flows;
using Flux.ContextBuilder.Merging;
using Flux.Contracts.Context.V1;
using Grpc.Core;

namespace Flux.ContextBuilder.Grpc;

/// <summary>What the orchestrator calls.</summary>
internal sealed class InternalContextGrpcService(
    FlowEntryAppender appender, TaskContextBuilder taskContexts, TaskResultRecorder results, FlowContextReader reader)
    : InternalContextService.InternalContextServiceBase
{
    public override Task<AppendFlowEntriesResponse> AppendFlowEntries(AppendFlowEntriesRequest request, ServerCallContext context) =>
        appender.AppendAsync(request, context.CancellationToken);

    public override Task<BuildTaskContextResponse> BuildTaskContext(BuildTaskContextRequest request, ServerCallContext context) =>
        taskContexts.BuildAsync(request, context.CancellationToken);

    public override async Task<RecordTaskResultResponse> RecordTaskResult(RecordTaskResultRequest request, ServerCallContext context)
    {
        await results.RecordAsync(request, context.CancellationToken);
        return new RecordTaskResultResponse();
    }

    public override Task<GetFlowContextResponse> GetFlowContext(GetFlowContextRequest request, ServerCallContext context) =>
        reader.ReadAsync(request, context.CancellationToken);

    public override async Task<DeleteFlowContextResponse> DeleteFlowContext(DeleteFlowContextRequest request, ServerCallContext context)
    {
        await reader.DeleteAsync(request.RunId, context.CancellationToken);
        return new DeleteFlowContextResponse();
    }

    public override Task<MergeDependenciesResponse> MergeDependencies(MergeDependenciesRequest request, ServerCallContext context) =>
        Task.FromResult(DependencyCalls.Merge(request));

    public override Task<TrackChangesResponse> TrackChanges(TrackChangesRequest request, ServerCallContext context) =>
        Task.FromResult(DependencyCalls.Track(request));
}
