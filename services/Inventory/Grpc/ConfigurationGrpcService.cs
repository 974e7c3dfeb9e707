using Flux.Contracts.Inventory.V1;
using Flux.Inventory.Configurations;
using Grpc.Core;

namespace Flux.Inventory.Grpc;

/// <summary>Stored configurations.</summary>
internal sealed class ConfigurationGrpcService(ConfigurationWriter writer, ConfigurationReader reader, ConfigurationDiffer differ)
    : ConfigurationService.ConfigurationServiceBase
{
    public override Task<SaveConfigurationResponse> SaveConfiguration(SaveConfigurationRequest request, ServerCallContext context) =>
        writer.SaveAsync(request, context.CancellationToken);

    public override async Task<GetConfigurationResponse> GetConfiguration(GetConfigurationRequest request, ServerCallContext context) =>
        new() { Configuration = await reader.GetAsync(request, context.CancellationToken) };

    public override Task<ListConfigurationsResponse> ListConfigurations(ListConfigurationsRequest request, ServerCallContext context) =>
        reader.ListAsync(request, context.CancellationToken);

    public override Task<DiffConfigurationsResponse> DiffConfigurations(DiffConfigurationsRequest request, ServerCallContext context) =>
        differ.DiffAsync(request, context.CancellationToken);
}
