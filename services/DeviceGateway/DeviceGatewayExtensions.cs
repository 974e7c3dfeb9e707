using Flux.Contracts.Inventory.V1;
using Flux.DeviceGateway.Configuring;
using Flux.DeviceGateway.Elements;
using Flux.DeviceGateway.Grpc;
using Flux.DeviceGateway.Http;
using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Sessions;
using Flux.DeviceGateway.Ssh;
using Flux.DeviceGateway.Ssh.Libssh;
using Flux.Hosting;

namespace Flux.DeviceGateway;

internal static class DeviceGatewayExtensions
{
    /// <summary>Registers platforms, the SSH and HTTP clients, the sessions and their readiness.</summary>
    /// <exception cref="FluxStartException">The file of --platforms is wrong.</exception>
    public static WebApplicationBuilder AddDeviceGateway(this WebApplicationBuilder builder)
    {
        var options = builder.AddFluxOptions<DeviceOptions>("");
        builder.Services.AddFluxClient<InternalInventoryService.InternalInventoryServiceClient>(FluxService.Inventory);
        builder.Services.AddFluxClient<ConfigurationService.ConfigurationServiceClient>(FluxService.Inventory);
        builder.Services.AddSingleton<IConfigurationArchive, InventoryConfigurations>();
        builder.Services.AddSingleton<IElementDirectory, InventoryElements>();
        return builder.AddDeviceSessions(options);
    }

    /// <summary>All but the inventory behind it.</summary>
    internal static WebApplicationBuilder AddDeviceSessions(this WebApplicationBuilder builder, DeviceOptions options)
    {
        builder.Services.AddSingleton(Load(options));
        builder.Services.AddSingleton<ISshClient, LibsshClient>();
        builder.Services.AddSingleton<DeviceHttpClient>();
        builder.Services.AddSingleton<LoginGate>();
        builder.Services.AddSingleton<GroupGate>();
        builder.Services.AddSingleton<PlatformDetector>();
        builder.Services.AddSingleton<SessionOpener>();
        builder.Services.AddSingleton<ConnectionTester>();
        builder.Services.AddSingleton<SessionStore>();
        builder.Services.AddSingleton<TrialRegistry>();
        builder.Services.AddSingleton<TrialEnder>();
        builder.Services.AddSingleton<ConfigChanger>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SessionStore>());
        builder.Services.AddSingleton<IReadinessCheck, SshReadiness>();
        builder.Services.AddGrpc().AddServiceOptions<DeviceGrpcService>(service => service.Interceptors.Add<DeviceErrorInterceptor>());
        return builder;
    }

    private static PlatformCatalog Load(DeviceOptions options)
    {
        try
        {
            return PlatformCatalog.Load(options.Platforms);
        }
        catch (PlatformFileException error)
        {
            throw new FluxStartException(error.Message, error);
        }
    }
}
