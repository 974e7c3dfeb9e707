using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory;
using Flux.Inventory.Grpc;

var builder = FluxHost.CreateBuilder(args, FluxService.Inventory);
builder.Services.AddDocuments("inventory.db").AddSecretProtector();
builder.Services.AddInventory();

var app = builder.Build();
app.MapGrpcService<InventoryGrpcService>();
app.MapGrpcService<InternalInventoryGrpcService>();
app.MapFluxDefaults();
return await app.RunFluxAsync();
