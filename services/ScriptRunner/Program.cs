using Flux.Hosting;
using Flux.ScriptRunner;
using Flux.ScriptRunner.Grpc;

var builder = FluxHost.CreateBuilder(args, FluxService.Script);
builder.AddScriptRunner();
var app = builder.Build();
app.MapGrpcService<ScriptGrpcService>();
app.MapFluxDefaults();
return await app.RunFluxAsync();
