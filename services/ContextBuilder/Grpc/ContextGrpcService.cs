using Flux.ContextBuilder.Elements;
using Flux.ContextBuilder.Flows;
using Flux.Contracts.Context.V1;
using Grpc.Core;

namespace Flux.ContextBuilder.Grpc;

/// <summary>What operators call; secrets are masked.</summary>
internal sealed class ContextGrpcService(OperatorContexts contexts, FlowContextReader reader) : ContextService.ContextServiceBase
{
    public override Task<BuildElementContextsResponse> BuildElementContexts(BuildElementContextsRequest request, ServerCallContext context) =>
        contexts.BuildAsync(request, context.CancellationToken);

    public override Task<ListFlowEntriesResponse> ListFlowEntries(ListFlowEntriesRequest request, ServerCallContext context) =>
        reader.ListAsync(request, context.CancellationToken);
}
