using Flux.ContextBuilder.Documents;
using Flux.ContextBuilder.Elements;
using Flux.ContextBuilder.Flows;
using Flux.ContextBuilder.Sources;
using Flux.Contracts.Inventory.V1;
using Flux.Hosting;

namespace Flux.ContextBuilder;

/// <summary>What the service is made of; all without state of their own.</summary>
internal static class ContextServices
{
    public static IServiceCollection AddContexts(this IServiceCollection services) => services
        .AddFluxClient<InternalInventoryService.InternalInventoryServiceClient>(FluxService.Inventory)
        .AddSingleton<InventorySources>().AddSingleton<OperatorContexts>().AddSingleton<ContextExplainer>().AddSingleton<EntryJson>()
        .AddSingleton<ContextDocuments>().AddSingleton<ContextReader>().AddSingleton<ContextWriter>()
        .AddSingleton<FlowEntryAppender>().AddSingleton<TaskContextBuilder>().AddSingleton<TaskResultRecorder>().AddSingleton<SecretsOfNow>().AddSingleton<FlowContextReader>().AddSingleton<EntryReencryptor>();
}
