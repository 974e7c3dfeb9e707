using Flux.ContextBuilder.Documents;
using Flux.ContextBuilder.Elements;
using Flux.ContextBuilder.Flows;
using Flux.Contracts.Context.V1;
using Grpc.Core;

namespace Flux.ContextBuilder.Grpc;

/// <summary>What operators call; secrets are masked.</summary>
internal sealed class ContextGrpcService(
    OperatorContexts contexts, ContextExplainer explainer, FlowContextReader reader, ContextDocuments documents, ContextReader documentReader, ContextWriter writer,
    EntryReencryptor reencryptor)
    : ContextService.ContextServiceBase
{
    public override Task<BuildElementContextsResponse> BuildElementContexts(BuildElementContextsRequest request, ServerCallContext context) =>
        contexts.BuildAsync(request, context.CancellationToken);

    public override Task StreamElementContexts(
        StreamElementContextsRequest request, IServerStreamWriter<StreamElementContextsResponse> responseStream, ServerCallContext context) =>
        contexts.StreamAsync(request, responseStream, context.CancellationToken);

    public override Task<ReencryptSecretsResponse> ReencryptSecrets(ReencryptSecretsRequest request, ServerCallContext context) =>
        reencryptor.RunAsync(context.CancellationToken);

    public override Task<ListFlowEntriesResponse> ListFlowEntries(ListFlowEntriesRequest request, ServerCallContext context) =>
        reader.ListAsync(request, context.CancellationToken);

    public override Task<ExplainElementContextResponse> ExplainElementContext(ExplainElementContextRequest request, ServerCallContext context) =>
        explainer.ExplainAsync(request.ElementId, context.CancellationToken);

    public override Task<MergeContextsResponse> MergeContexts(MergeContextsRequest request, ServerCallContext context) =>
        documentReader.MergeAsync(request, context.CancellationToken);

    public override async Task<CreateContextResponse> CreateContext(CreateContextRequest request, ServerCallContext context) =>
        new() { Context = await documents.CreateAsync(request.Context, request.ValidateOnly, context.CancellationToken) };

    public override async Task<GetContextResponse> GetContext(GetContextRequest request, ServerCallContext context) =>
        new() { Context = ContextDocuments.Show(request.Id, await documents.FindAsync(request.Id, request.Version, context.CancellationToken)) };

    public override Task<GetContextValueResponse> GetContextValue(GetContextValueRequest request, ServerCallContext context) =>
        documentReader.ValueAsync(request, context.CancellationToken);

    public override Task<ListContextsResponse> ListContexts(ListContextsRequest request, ServerCallContext context) =>
        documents.ListAsync(request, context.CancellationToken);

    public override Task<UpdateContextResponse> UpdateContext(UpdateContextRequest request, ServerCallContext context) =>
        writer.UpdateAsync(request, context.CancellationToken);

    public override async Task<DeleteContextResponse> DeleteContext(DeleteContextRequest request, ServerCallContext context)
    {
        await documents.DeleteAsync(request, context.CancellationToken);
        return new DeleteContextResponse();
    }

    public override Task<DiffContextResponse> DiffContext(DiffContextRequest request, ServerCallContext context) =>
        documentReader.DiffAsync(request, context.CancellationToken);
}
