using Flux.Events;
using Flux.Hosting;
using Flux.Inventory;
using Flux.Inventory.Grpc;
using Flux.Storage;

var builder = FluxHost.CreateBuilder(args, FluxService.Inventory);
builder.AddFluxOptions<InventoryOptions>("Inventory");
builder.AddFluxStorage("inventory.db");
builder.AddFluxEvents();
builder.Services.AddInventory();

var app = builder.Build();
app.MapGrpcService<InventoryGrpcService>();
app.MapGrpcService<ConfigurationGrpcService>();
app.MapGrpcService<DirectoryGrpcService>();
app.MapGrpcService<AdministrationGrpcService>();
app.MapGrpcService<InternalInventoryGrpcService>();
app.MapFluxDefaults();
return await app.RunFluxAsync();
