using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Definitions;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Grpc;

/// <content>Tests of models; deleting and looking back at definitions.</content>
internal sealed partial class FlowGrpc
{
    /// <inheritdoc/>
    public override Task<TestModelResponse> TestModel(TestModelRequest request, ServerCallContext context) => modelTest.TestAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override async Task<DeleteModelResponse> DeleteModel(DeleteModelRequest request, ServerCallContext context)
    {
        await remover.DeleteAsync(DefinitionKind.Model, request.ShortName, request.Etag, request.ValidateOnly, context.CancellationToken);
        return new DeleteModelResponse();
    }

    /// <inheritdoc/>
    public override async Task<DeleteTaskResponse> DeleteTask(DeleteTaskRequest request, ServerCallContext context)
    {
        await remover.DeleteAsync(DefinitionKind.Task, request.ShortName, request.Etag, request.ValidateOnly, context.CancellationToken);
        return new DeleteTaskResponse();
    }

    /// <inheritdoc/>
    public override async Task<DeleteFlowResponse> DeleteFlow(DeleteFlowRequest request, ServerCallContext context)
    {
        await remover.DeleteAsync(DefinitionKind.Flow, request.ShortName, request.Etag, request.ValidateOnly, context.CancellationToken);
        return new DeleteFlowResponse();
    }

    /// <inheritdoc/>
    public override Task<ListDefinitionVersionsResponse> ListDefinitionVersions(ListDefinitionVersionsRequest request, ServerCallContext context) =>
        history.ListAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override async Task<GetDefinitionVersionResponse> GetDefinitionVersion(GetDefinitionVersionRequest request, ServerCallContext context) =>
        new() { Version = await history.GetAsync(request, context.CancellationToken) };

    /// <inheritdoc/>
    public override Task<DiffDefinitionVersionsResponse> DiffDefinitionVersions(DiffDefinitionVersionsRequest request, ServerCallContext context) =>
        history.DiffAsync(request, context.CancellationToken);
}
