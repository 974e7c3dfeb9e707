using Flux.ContextBuilder;
using Flux.ContextBuilder.Grpc;
using Flux.Documents;
using Flux.Hosting;

var builder = FluxHost.CreateBuilder(args, FluxService.Context);
builder.Services.AddDocuments("context.db").AddSecretProtector();
builder.Services.AddContexts();

var app = builder.Build();
app.MapGrpcService<ContextGrpcService>();
app.MapGrpcService<InternalContextGrpcService>();
app.MapFluxDefaults();
return await app.RunFluxAsync();
