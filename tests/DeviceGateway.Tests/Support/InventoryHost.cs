using Flux.Events;
using Flux.Hosting;
using Flux.Inventory;
using Flux.Inventory.Grpc;
using Flux.Lab;
using Flux.Storage;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;

namespace Flux.DeviceGateway.Tests.Support;

/// <summary>The inventory service on Kestrel with free ports, in this process.</summary>
internal sealed class InventoryHost : IAsyncDisposable
{
    private readonly TempDirectory _data = new("flux-inventory");
    private WebApplication _app = null!;
    private GrpcChannel _channel = null!;

    public Uri Address => _app.GrpcAddress();

    public CallInvoker Invoker => _channel.CreateCallInvoker();

    public async Task StartAsync()
    {
        var builder = FluxHost.CreateBuilder(["--port", "0", "--http-port", "0", "--data", _data.Path, "--log-level", "Error"], FluxService.Inventory);
        builder.AddFluxOptions<InventoryOptions>("Inventory");
        builder.AddFluxStorage("inventory.db");
        builder.AddFluxEvents();
        builder.Services.AddInventory();
        _app = builder.Build();
        _app.MapGrpcService<InventoryGrpcService>();
        _app.MapGrpcService<ConfigurationGrpcService>();
        _app.MapGrpcService<InternalInventoryGrpcService>();
        _app.MapFluxDefaults();
        await _app.StartFluxAsync();
        _channel = GrpcChannel.ForAddress(_app.GrpcAddress());
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _data.Dispose();
    }
}
