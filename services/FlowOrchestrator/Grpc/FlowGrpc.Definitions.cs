using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Definitions;
using Flux.Hosting;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Grpc;

/// <content>Definitions.</content>
internal sealed partial class FlowGrpc
{
    /// <inheritdoc/>
    public override async Task<ApplyDefinitionsResponse> ApplyDefinitions(ApplyDefinitionsRequest request, ServerCallContext context) =>
        new() { Resources = { await applier.ApplyAsync(request, context.CancellationToken) } };

    /// <inheritdoc/>
    public override async Task<GetModelResponse> GetModel(GetModelRequest request, ServerCallContext context) =>
        new() { Model = (await GetAsync(DefinitionKind.Model, "model", request.ShortName, context)).Model };

    /// <inheritdoc/>
    public override async Task<ListModelsResponse> ListModels(ListModelsRequest request, ServerCallContext context)
    {
        var (items, next) = await definitions.ListAsync(DefinitionKind.Model, request.PageSize, request.PageToken, context.CancellationToken);
        return new ListModelsResponse { Models = { items.Select(d => d.Model) }, NextPageToken = next };
    }

    /// <inheritdoc/>
    public override async Task<GetTaskResponse> GetTask(GetTaskRequest request, ServerCallContext context) =>
        new() { Task = (await GetAsync(DefinitionKind.Task, "task", request.ShortName, context)).Task };

    /// <inheritdoc/>
    public override async Task<ListTasksResponse> ListTasks(ListTasksRequest request, ServerCallContext context)
    {
        var (items, next) = await definitions.ListAsync(DefinitionKind.Task, request.PageSize, request.PageToken, context.CancellationToken);
        return new ListTasksResponse { Tasks = { items.Select(d => d.Task) }, NextPageToken = next };
    }

    /// <inheritdoc/>
    public override async Task<GetFlowResponse> GetFlow(GetFlowRequest request, ServerCallContext context) =>
        new() { Flow = (await GetAsync(DefinitionKind.Flow, "flow", request.ShortName, context)).Flow };

    /// <inheritdoc/>
    public override async Task<ListFlowsResponse> ListFlows(ListFlowsRequest request, ServerCallContext context)
    {
        var (items, next) = await definitions.ListAsync(DefinitionKind.Flow, request.PageSize, request.PageToken, context.CancellationToken);
        return new ListFlowsResponse { Flows = { items.Select(d => d.Flow) }, NextPageToken = next };
    }

    /// <inheritdoc/>
    public override async Task<CreateModelResponse> CreateModel(CreateModelRequest request, ServerCallContext context) =>
        new() { Model = await editor.CreateAsync(request.Model, request.RequestId, request.ValidateOnly, context.CancellationToken) };

    /// <inheritdoc/>
    public override async Task<UpdateModelResponse> UpdateModel(UpdateModelRequest request, ServerCallContext context) =>
        new() { Model = await editor.UpdateAsync(request.Model, request.UpdateMask, request.ValidateOnly, context.CancellationToken) };

    /// <inheritdoc/>
    public override async Task<CreateTaskResponse> CreateTask(CreateTaskRequest request, ServerCallContext context) =>
        new() { Task = await editor.CreateAsync(request.Task, request.RequestId, request.ValidateOnly, context.CancellationToken) };

    /// <inheritdoc/>
    public override async Task<UpdateTaskResponse> UpdateTask(UpdateTaskRequest request, ServerCallContext context) =>
        new() { Task = await editor.UpdateAsync(request.Task, request.UpdateMask, request.ValidateOnly, context.CancellationToken) };

    /// <inheritdoc/>
    public override async Task<CreateFlowResponse> CreateFlow(CreateFlowRequest request, ServerCallContext context) =>
        new() { Flow = await editor.CreateAsync(request.Flow, request.RequestId, request.ValidateOnly, context.CancellationToken) };

    /// <inheritdoc/>
    public override async Task<UpdateFlowResponse> UpdateFlow(UpdateFlowRequest request, ServerCallContext context) =>
        new() { Flow = await editor.UpdateAsync(request.Flow, request.UpdateMask, request.ValidateOnly, context.CancellationToken) };

    private async Task<Definition> GetAsync(DefinitionKind kind, string name, string shortName, ServerCallContext context)
    {
        if (shortName.Length == 0)
            throw FluxError.InvalidArgument("short_name", "is required");
        return await definitions.FindAsync(kind, shortName, context.CancellationToken) ?? throw FluxError.NotFound(name, shortName);
    }
}
