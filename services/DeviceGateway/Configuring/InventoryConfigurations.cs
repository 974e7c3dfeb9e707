using Flux.Contracts.Inventory.V1;
using Grpc.Core;

namespace Flux.DeviceGateway.Configuring;

/// <summary>The archive in the inventory service.</summary>
internal sealed class InventoryConfigurations(ConfigurationService.ConfigurationServiceClient inventory) : IConfigurationArchive
{
    private const string Klass = "txt";
    private const string Section = "running";

    public async Task<long> LatestAsync(long elementId, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await inventory.GetConfigurationAsync(new GetConfigurationRequest { ElementId = elementId, Klass = Klass, Section = Section }, cancellationToken: cancellationToken);
            return answer.Configuration.Revision;
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.NotFound)
        {
            return 0;
        }
    }

    public async Task<long> SaveAsync(long elementId, string text, string actor, CancellationToken cancellationToken)
    {
        var configuration = new StoredConfiguration { ElementId = elementId, Klass = Klass, Section = Section, Text = text, Actor = actor };
        var answer = await inventory.SaveConfigurationAsync(new SaveConfigurationRequest { Configuration = configuration }, cancellationToken: cancellationToken);
        return answer.Configuration.Revision;
    }

    public async Task<string> DiffAsync(long elementId, long fromRevision, string toText, CancellationToken cancellationToken)
    {
        var request = new DiffConfigurationsRequest { ElementId = elementId, Klass = Klass, Section = Section, FromRevision = fromRevision, ToText = toText };
        return (await inventory.DiffConfigurationsAsync(request, cancellationToken: cancellationToken)).Diff;
    }
}
