using Flux.ContextBuilder.Sources;
using Flux.Contracts.Context.V1;
using Flux.Hosting;
using Grpc.Core;

namespace Flux.ContextBuilder.Elements;

/// <summary>Element contexts as operators see them.</summary>
internal sealed class OperatorContexts(InventorySources inventory)
{
    private const int MaxElements = 1000;
    private const int MaxStreamed = 10_000;

    public async Task<BuildElementContextsResponse> BuildAsync(BuildElementContextsRequest request, CancellationToken ct)
    {
        if (request.ElementIds.Count is 0 or > MaxElements)
            throw FluxError.InvalidArgument("element_ids", $"must hold 1 to {MaxElements} ids, not {request.ElementIds.Count}.");
        var (contexts, missing) = await inventory.BuildAsync(request.ElementIds, ct);
        return new BuildElementContextsResponse { Contexts = { contexts.Select(Mask) }, MissingIds = { missing } };
    }

    /// <summary>For up to 10 000 elements, in parts.</summary>
    public async Task StreamAsync(StreamElementContextsRequest request, IServerStreamWriter<StreamElementContextsResponse> output, CancellationToken ct)
    {
        if (request.ElementIds.Count is 0 or > MaxStreamed)
            throw FluxError.InvalidArgument("element_ids", $"must hold 1 to {MaxStreamed} ids, not {request.ElementIds.Count}.");
        await foreach (var (contexts, missing) in inventory.StreamAsync(request.ElementIds, ct))
            await output.WriteAsync(new StreamElementContextsResponse { Contexts = { contexts.Select(Mask) }, MissingIds = { missing } }, ct);
    }

    private static ElementContext Mask(BuiltContext context) => new()
    {
        ElementId = context.ElementId,
        ContextJson = SecretValues.Mask(context.Json, context.SecretPointers),
        Warnings = { context.Warnings },
        SecretPointers = { context.SecretPointers },
    };
}
