using Flux.Inventory.Apply;
using Flux.Inventory.Audit;
using Flux.Inventory.Configurations;
using Flux.Inventory.Connections;
using Flux.Inventory.Contexts;
using Flux.Inventory.Elements;
using Flux.Inventory.Groups;
using Flux.Inventory.Import;
using Flux.Inventory.Locations;
using Flux.Inventory.Profiles;
using Flux.Inventory.Resources;
using Flux.Inventory.Rotation;
using Flux.Inventory.Settings;
using Flux.Inventory.Storage;
using Flux.Inventory.Tenants;
using Flux.Storage;
using Grpc.AspNetCore.Server;

namespace Flux.Inventory;

/// <summary>What the service is made of; all without state of their own.</summary>
internal static class InventoryServices
{
    public static IServiceCollection AddInventory(this IServiceCollection services) => services
        .AddSingleton<AuditLog>().AddSingleton<CreateRequests>().AddSingleton<AuditMasker>().AddSingleton<SecretHistory>().AddSingleton<ActorInterceptor>().Configure<GrpcServiceOptions>(grpc => grpc.Interceptors.Add<ActorInterceptor>())
        .AddSingleton<ElementSecrets>().AddSingleton<ElementFinder>().AddSingleton<RelationReader>().AddSingleton<ElementView>()
        .AddSingleton<ElementEditor>().AddSingleton<ElementFactory>().AddSingleton<ElementCreator>().AddSingleton<ElementUpdater>().AddSingleton<ElementLister>()
        .AddSingleton<GroupSecrets>().AddSingleton<GroupEditor>().AddSingleton<LocationEditor>().AddSingleton<ParameterReader>().AddSingleton<ProfileEditor>()
        .AddSingleton<SettingValues>().AddSingleton<SettingsReader>().AddSingleton<SettingsWriter>()
        .AddSingleton<SnapshotReader>().AddSingleton<ResourcePlanner>().AddSingleton<ElementPlanner>().AddSingleton<TenantPlanner>().AddSingleton<InventoryApplier>()
        .AddSingleton<ContextSourceReader>().AddSingleton<SecretNameReader>().AddSingleton<ConnectionReader>().AddSingleton<ElementStates>()
        .AddSingleton<SettingsSealer>().AddSingleton<ResourceUsers>().AddSingleton<ResourceCruds>().AddSingleton<ProfileGuard>().AddSingleton<GroupGuard>().AddSingleton<UserGuard>()
        .AddSingleton<OrganizationEditor>().AddSingleton<UserEditor>().AddSingleton<AuditReader>().AddHostedService<AuditRetention>().AddSingleton<ElementImporter>().AddSingleton<SecretReencryptor>().AddSingleton<SecretRotation>()
        .AddSingleton<ConfigurationReader>().AddSingleton<ConfigurationWriter>().AddSingleton<ConfigurationDiffer>().AddSingleton<ConfigurationRemover>();
}
