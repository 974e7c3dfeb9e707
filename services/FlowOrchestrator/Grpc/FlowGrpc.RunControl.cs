using Flux.Contracts.Flow.V1;
using Grpc.Core;

namespace Flux.FlowOrchestrator.Grpc;

/// <content>Pausing, resuming and repeating runs; their log; the key of what they keep.</content>
internal sealed partial class FlowGrpc
{
    /// <inheritdoc/>
    public override async Task<PauseRunResponse> PauseRun(PauseRunRequest request, ServerCallContext context) =>
        new() { Run = await holds.PauseAsync(request, context.CancellationToken) };

    /// <inheritdoc/>
    public override async Task<ResumeRunResponse> ResumeRun(ResumeRunRequest request, ServerCallContext context) =>
        new() { Run = await holds.ResumeAsync(request, context.CancellationToken) };

    /// <inheritdoc/>
    public override async Task<RerunFlowResponse> RerunFlow(RerunFlowRequest request, ServerCallContext context) =>
        new() { Run = await reruns.RerunAsync(request, context.CancellationToken) };

    /// <inheritdoc/>
    public override Task<ListRunLogsResponse> ListRunLogs(ListRunLogsRequest request, ServerCallContext context) =>
        logs.ListAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<SearchLogsResponse> SearchLogs(SearchLogsRequest request, ServerCallContext context) =>
        logs.SearchAsync(request, context.CancellationToken);

    /// <inheritdoc/>
    public override Task<ReencryptSecretsResponse> ReencryptSecrets(ReencryptSecretsRequest request, ServerCallContext context) =>
        reencryptor.RunAsync(context.CancellationToken);
}
