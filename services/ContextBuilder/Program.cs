using Flux.ContextBuilder;
using Flux.ContextBuilder.Grpc;
using Flux.Hosting;
using Flux.Storage;

var builder = FluxHost.CreateBuilder(args, FluxService.Context);
builder.AddFluxStorage("context.db");
builder.Services.AddContexts();

var app = builder.Build();
app.MapGrpcService<ContextGrpcService>();
app.MapGrpcService<InternalContextGrpcService>();
app.MapFluxDefaults();
return await app.RunFluxAsync();
