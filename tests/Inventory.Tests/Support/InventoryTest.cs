using Flux.Contracts.Inventory.V1;
using Flux.Events;
using Flux.Hosting;
using Flux.Inventory.Grpc;
using Flux.Lab;
using Flux.Storage;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;

namespace Flux.Testing;

/// <summary>A fresh inventory service per test, called over gRPC.</summary>
public abstract class InventoryTest : IAsyncLifetime
{
    private readonly TempDirectory data = new("flux-inventory");
    private string[] store = [];
    private ServiceHost? host;

    protected InventoryService.InventoryServiceClient Client => new(Host.Invoker);

    protected ConfigurationService.ConfigurationServiceClient Configurations => new(Host.Invoker);

    protected DirectoryService.DirectoryServiceClient Tenants => new(Host.Invoker);

    protected AdministrationService.AdministrationServiceClient Administration => new(Host.Invoker);

    protected InternalInventoryService.InternalInventoryServiceClient Internal => new(Host.Invoker);

    protected ServiceHost Host => host!;

    protected string DataPath => data.Path;

    public static Task<ServiceHost> StartAsync(TempDirectory data, params string[] args) => ServiceHost.StartAsync(
        FluxService.Inventory, data,
        builder =>
        {
            builder.AddFluxOptions<Flux.Inventory.InventoryOptions>("Inventory");
            builder.AddFluxStorage("inventory.db");
            builder.AddFluxEvents();
            Flux.Inventory.InventoryServices.AddInventory(builder.Services);
        },
        app =>
        {
            app.MapGrpcService<InventoryGrpcService>();
            app.MapGrpcService<ConfigurationGrpcService>();
            app.MapGrpcService<DirectoryGrpcService>();
            app.MapGrpcService<AdministrationGrpcService>();
            app.MapGrpcService<InternalInventoryGrpcService>();
        },
        args);

    public async Task InitializeAsync()
    {
        store = await TestStore.OptionsAsync();
        host = await StartAsync(data, store);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        data.Dispose();
    }

    protected async Task RestartAsync()
    {
        await Host.DisposeAsync();
        host = await StartAsync(data, store);
    }

    protected async Task<ApplyInventoryResponse> ApplyAsync(ApplyInventoryRequest request) => await Client.ApplyInventoryAsync(request);

    protected async Task<long> CreateAsync(Element element) => (await Client.CreateElementAsync(new CreateElementRequest { Element = element })).Element.Id;

    protected async Task<Element> GetAsync(string name) => (await Client.GetElementAsync(new GetElementRequest { Name = name })).Element;

    /// <summary>Runs a call that must fail with this status.</summary>
    protected static async Task<RpcException> FailsAsync<T>(StatusCode status, Func<AsyncUnaryCall<T>> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call());
        Assert.Equal(status, error.StatusCode);
        return error;
    }

    /// <summary>Runs a call that must be refused; answers the paths of the bad fields in order.</summary>
    protected static async Task<IReadOnlyDictionary<string, string>> RefusedAsync<T>(Func<AsyncUnaryCall<T>> call)
    {
        var error = await FailsAsync(StatusCode.InvalidArgument, call);
        return error.GetViolations().ToDictionary(violation => violation.Field, violation => violation.Description);
    }
}
