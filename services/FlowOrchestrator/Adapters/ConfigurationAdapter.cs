using Flux.Contracts.Inventory.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;
using Grpc.Core;
using Client = Flux.Contracts.Inventory.V1.ConfigurationService.ConfigurationServiceClient;

namespace Flux.FlowOrchestrator.Adapters;

/// <summary>The inventory's stored configurations over gRPC.</summary>
internal sealed class ConfigurationAdapter(Client client, Downstream downstream) : IConfigurations
{
    private const string Service = "inventory";

    /// <inheritdoc/>
    public async Task<StoredConfiguration?> LastAsync(long elementId, string? klass, string? section, CancellationToken cancellationToken)
    {
        var request = new GetConfigurationRequest { ElementId = elementId, Klass = klass ?? "" };
        if (section is not null)
            request.Section = section;
        try
        {
            return (await downstream.CallAsync(Service, () => client.GetConfigurationAsync(request, downstream.Quick(cancellationToken)), cancellationToken, repeatable: true)).Configuration;
        }
        catch (FailureException e) when (e.Code == StatusCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> SaveAsync(StoredConfiguration configuration, CancellationToken cancellationToken)
    {
        var request = new SaveConfigurationRequest { Configuration = configuration };
        return (await downstream.CallAsync(Service, () => client.SaveConfigurationAsync(request, downstream.Quick(cancellationToken)), cancellationToken)).Created;
    }
}
