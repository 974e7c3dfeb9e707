using Flux.FlowOrchestrator;
using Flux.FlowOrchestrator.Grpc;
using Flux.Hosting;
using Flux.Storage;

var builder = FluxHost.CreateBuilder(args, FluxService.Flow);
builder.AddFluxOptions<FlowOptions>("Flow");
builder.AddFluxStorage("flow.db");
builder.Services.AddFlowPorts();
builder.Services.AddFlowOrchestrator();

var app = builder.Build();
app.MapGrpcService<FlowGrpc>();
app.MapGrpcService<ScheduleGrpc>();
app.MapFluxDefaults();
return await app.RunFluxAsync();
