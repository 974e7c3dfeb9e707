using Flux.Contracts.Inventory.V1;
using Flux.Inventory.Connections;
using Flux.Inventory.Contexts;
using Grpc.Core;

namespace Flux.Inventory.Grpc;

/// <summary>What the other services read and note.</summary>
internal sealed class InternalInventoryGrpcService(
    ContextSourceReader sources, SecretNameReader secretNames, ConnectionReader connections, ElementStates states)
    : InternalInventoryService.InternalInventoryServiceBase
{
    // A part of so many elements stays below the message size limit.
    private const int PartSize = 200;

    public override async Task<BatchGetContextSourcesResponse> BatchGetContextSources(BatchGetContextSourcesRequest request, ServerCallContext context)
    {
        var found = await sources.ReadAsync(request.ElementIds, context.CancellationToken);
        return new BatchGetContextSourcesResponse { Elements = { found.Elements }, Groups = { found.Groups }, MissingIds = { found.MissingIds } };
    }

    public override async Task StreamContextSources(
        StreamContextSourcesRequest request, IServerStreamWriter<StreamContextSourcesResponse> responseStream, ServerCallContext context)
    {
        var found = await sources.ReadAsync(request.ElementIds, context.CancellationToken);
        await responseStream.WriteAsync(new StreamContextSourcesResponse { Groups = { found.Groups }, MissingIds = { found.MissingIds } }, context.CancellationToken);
        foreach (var part in found.Elements.Chunk(PartSize))
            await responseStream.WriteAsync(new StreamContextSourcesResponse { Elements = { part } }, context.CancellationToken);
    }

    public override Task<ListSecretNamesResponse> ListSecretNames(ListSecretNamesRequest request, ServerCallContext context) =>
        secretNames.ReadAsync(request, context.CancellationToken);

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
