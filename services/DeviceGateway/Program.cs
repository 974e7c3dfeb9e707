using Flux.DeviceGateway;
using Flux.DeviceGateway.Grpc;
using Flux.Hosting;

var builder = FluxHost.CreateBuilder(args, FluxService.Device);
builder.AddDeviceGateway();
var app = builder.Build();
app.MapGrpcService<DeviceGrpcService>();
app.MapFluxDefaults();
return await app.RunFluxAsync();
