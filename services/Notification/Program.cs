using Flux.Events;
using Flux.Hosting;
using Flux.Notification;
using Flux.Notification.Deliveries;
using Flux.Notification.Grpc;
using Flux.Notification.Smtp;
using Flux.Storage;

var builder = FluxHost.CreateBuilder(args, FluxService.Notification);
builder.AddFluxOptions<MailOptions>("Mail");
builder.AddFluxOptions<SmtpOptions>("Smtp");
builder.AddFluxStorage("notification.db");
builder.AddFluxEvents();
builder.Services.AddCatalog().AddComposition().AddPreviews().AddDeliveries();

var app = builder.Build();
app.MapGrpcService<NotificationEndpoint>();
app.MapFluxDefaults();
return await app.RunFluxAsync();
