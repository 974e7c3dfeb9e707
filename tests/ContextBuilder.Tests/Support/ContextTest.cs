using Flux.ContextBuilder;
using Flux.ContextBuilder.Grpc;
using Flux.Contracts.Context.V1;
using Flux.Contracts.Inventory.V1;
using Flux.Hosting;
using Flux.Lab;
using Flux.Storage;
using Flux.Testing;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;

namespace Flux.ContextBuilder.Tests.Support;

/// <summary>A fresh context-builder before a fresh inventory, both over gRPC.</summary>
public abstract class ContextTest : IAsyncLifetime
{
    private readonly TempDirectory data = new("flux-context");
    private ServiceHost? inventory;
    private ServiceHost? contexts;

    protected InventoryService.InventoryServiceClient Inventory => new(inventory!.Invoker);

    protected ContextService.ContextServiceClient Client => new(contexts!.Invoker);

    protected InternalContextService.InternalContextServiceClient Internal => new(contexts!.Invoker);

    protected string DataPath => data.Path;

    public async Task InitializeAsync()
    {
        var store = await StoreAsync();
        inventory = await InventoryTest.StartAsync(data, store);
        contexts = await ServiceHost.StartAsync(
            FluxService.Context, data,
            builder =>
            {
                builder.AddFluxStorage("context.db");
                builder.Services.AddContexts();
            },
            app =>
            {
                app.MapGrpcService<ContextGrpcService>();
                app.MapGrpcService<InternalContextGrpcService>();
            },
            ["--discovery:flux-inventory", inventory.Address.ToString(), .. store]);
        await Inventory.ApplyInventoryAsync(Bundles.Demo());
        await Inventory.CreateElementAsync(new CreateElementRequest { Element = new Element { Name = "r2" } });
    }

    public virtual async Task DisposeAsync()
    {
        await contexts!.DisposeAsync();
        await inventory!.DisposeAsync();
        data.Dispose();
    }

    /// <summary>Options that choose the store of both services; none for SQLite.</summary>
    protected virtual Task<string[]> StoreAsync() => TestStore.OptionsAsync();

    protected Task StopInventoryAsync() => inventory!.StopAsync();

    protected async Task<AppendFlowEntriesResponse> AppendAsync(string run, params long[] elements) =>
        await Internal.AppendFlowEntriesAsync(new AppendFlowEntriesRequest { RunId = run, ElementIds = { elements } });

    protected static async Task<RpcException> FailsAsync<T>(StatusCode status, Func<AsyncUnaryCall<T>> call)
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await call());
        Assert.Equal(status, error.StatusCode);
        return error;
    }
}
