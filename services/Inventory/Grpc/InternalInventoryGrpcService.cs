using Flux.Contracts.Inventory.V1;
using Flux.Inventory.Connections;
using Flux.Inventory.Contexts;
using Grpc.Core;

namespace Flux.Inventory.Grpc;

/// <summary>What the other services read and note.</summary>
internal sealed class InternalInventoryGrpcService(ContextSourceReader sources, ConnectionReader connections, ElementStates states)
    : InternalInventoryService.InternalInventoryServiceBase
{
    public override Task<BatchGetContextSourcesResponse> BatchGetContextSources(BatchGetContextSourcesRequest request, ServerCallContext context) =>
        sources.ReadAsync(request, context.CancellationToken);

    public override Task<GetConnectionResponse> GetConnection(GetConnectionRequest request, ServerCallContext context) =>
        connections.ReadAsync(request, context.CancellationToken);

    public override async Task<PinHostKeyResponse> PinHostKey(PinHostKeyRequest request, ServerCallContext context)
    {
        await states.PinAsync(request, context.CancellationToken);
        return new PinHostKeyResponse();
    }

    public override async Task<RecordExecutionResponse> RecordExecution(RecordExecutionRequest request, ServerCallContext context)
    {
        await states.RecordExecutionAsync(request, context.CancellationToken);
        return new RecordExecutionResponse();
    }
}
