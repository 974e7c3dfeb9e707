using Flux.Hosting;
using Flux.Hosting.ProbeHost;

var builder = FluxHost.CreateBuilder(args, ProbeService.Identity);
builder.AddProbe();
var app = builder.Build();
app.MapGrpcService<ProbeService>();
return await app.MapFluxDefaults().RunFluxAsync();
