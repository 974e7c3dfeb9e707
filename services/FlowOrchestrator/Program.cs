using Flux.Documents;
using Flux.FlowOrchestrator;
using Flux.FlowOrchestrator.Grpc;
using Flux.Hosting;

var builder = FluxHost.CreateBuilder(args, FluxService.Flow);
builder.AddFluxOptions<FlowOptions>("Flow");
builder.Services.AddDocuments("flow.db");
builder.Services.AddFlowPorts();
builder.Services.AddFlowOrchestrator();

var app = builder.Build();
app.MapGrpcService<FlowGrpc>();
app.MapFluxDefaults();
return await app.RunFluxAsync();
