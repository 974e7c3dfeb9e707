using Flux.Contracts.Context.V1;
using Flux.FlowOrchestrator.Ports;
using InternalClient = Flux.Contracts.Context.V1.InternalContextService.InternalContextServiceClient;
using PublicClient = Flux.Contracts.Context.V1.ContextService.ContextServiceClient;

namespace Flux.FlowOrchestrator.Adapters;

/// <summary>Context-builder over gRPC.</summary>
internal sealed class ContextAdapter(PublicClient client, InternalClient internalClient, Downstream downstream) : IContexts
{
    private const string Service = "context-builder";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ElementContext>> BuildElementContextsAsync(IReadOnlyList<long> elementIds, CancellationToken cancellationToken)
    {
        var request = new BuildElementContextsRequest { ElementIds = { elementIds } };
        return (await downstream.CallAsync(Service, () => client.BuildElementContextsAsync(request, downstream.Quick(cancellationToken)), cancellationToken, repeatable: true)).Contexts;
    }

    /// <inheritdoc/>
    public Task<AppendFlowEntriesResponse> AppendAsync(string runId, IReadOnlyList<long> elementIds, CancellationToken cancellationToken)
    {
        var request = new AppendFlowEntriesRequest { RunId = runId, ElementIds = { elementIds } };
        return downstream.CallAsync(Service, () => internalClient.AppendFlowEntriesAsync(request, downstream.Quick(cancellationToken)), cancellationToken, repeatable: true);
    }

    /// <inheritdoc/>
    public Task<BuildTaskContextResponse> BuildTaskContextAsync(BuildTaskContextRequest request, CancellationToken cancellationToken) =>
        downstream.CallAsync(Service, () => internalClient.BuildTaskContextAsync(request, downstream.Quick(cancellationToken)), cancellationToken, repeatable: true);

    /// <inheritdoc/>
    public Task RecordTaskResultAsync(RecordTaskResultRequest request, CancellationToken cancellationToken) =>
        downstream.CallAsync(Service, () => internalClient.RecordTaskResultAsync(request, downstream.Quick(cancellationToken)), cancellationToken, repeatable: true);

    /// <inheritdoc/>
    public Task<GetFlowContextResponse> GetFlowContextAsync(GetFlowContextRequest request, CancellationToken cancellationToken) =>
        downstream.CallAsync(Service, () => internalClient.GetFlowContextAsync(request, downstream.Quick(cancellationToken)), cancellationToken, repeatable: true);

    /// <inheritdoc/>
    public Task DeleteFlowContextAsync(string runId, CancellationToken cancellationToken)
    {
        var request = new DeleteFlowContextRequest { RunId = runId };
        return downstream.CallAsync(Service, () => internalClient.DeleteFlowContextAsync(request, downstream.Quick(cancellationToken)), cancellationToken, repeatable: true);
    }
}
