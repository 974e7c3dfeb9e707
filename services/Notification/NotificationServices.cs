using Flux.Contracts.Context.V1;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Script.V1;
using Flux.Hosting;
using Flux.Notification.Addresses;
using Flux.Notification.Catalog;
using Flux.Notification.Composition;
using Flux.Notification.Deliveries;
using Flux.Notification.Pickup;
using Flux.Notification.Rendering;
using Flux.Notification.Smtp;
using Flux.Storage;

namespace Flux.Notification;

/// <summary>Registers the parts of the service; Program.cs lists them.</summary>
internal static class NotificationServices
{
    /// <summary>Services and templates, in one store with the deliveries.</summary>
    public static IServiceCollection AddCatalog(this IServiceCollection services) => services
        .AddSingleton<CatalogReader>().AddSingleton<BundleCheck>().AddSingleton<TemplateCheck>().AddSingleton<BundleApplier>().AddSingleton<CreateRequests>().AddSingleton<CatalogEditor>().AddSingleton<CatalogRemover>();

    /// <summary>Mails from messages; Django templates are rendered by script-runner.</summary>
    public static IServiceCollection AddComposition(this IServiceCollection services) => services
        .AddFluxClient<ScriptService.ScriptServiceClient>(FluxService.Script)
        .AddSingleton<IMailRenderer, ScriptRenderer>().AddSingleton<RecipientPolicy>().AddSingleton<DraftReader>()
        .AddSingleton<PartRenderer>().AddSingleton<MailComposer>();

    /// <summary>Previews with the data of stored runs.</summary>
    public static IServiceCollection AddPreviews(this IServiceCollection services) => services
        .AddFluxClient<ContextService.ContextServiceClient>(FluxService.Context).AddFluxClient<FlowService.FlowServiceClient>(FluxService.Flow)
        .AddSingleton<RunContext>();

    /// <summary>The outbox and its way out: SMTP when a host is configured, else the pick-up folder.</summary>
    public static IServiceCollection AddDeliveries(this IServiceCollection services) => services
        .AddSingleton(CreateTransport).AddSingleton<RetrySchedule>().AddSingleton<DomainRateTable>().AddSingleton<DomainRateLimiter>().AddSingleton<MailEvents>().AddSingleton<DeliveryFeed>().AddSingleton<Outbox>().AddSingleton<MailSender>().AddSingleton<BatchSender>().AddSingleton<Dispatcher>().AddSingleton<DeliveryRetention>()
        .AddHostedService(provider => provider.GetRequiredService<Dispatcher>()).AddHostedService(provider => provider.GetRequiredService<DeliveryRetention>());

    private static IMailTransport CreateTransport(IServiceProvider services)
    {
        var mail = services.GetRequiredService<MailOptions>();
        var smtp = services.GetRequiredService<SmtpOptions>();
        var folder = Path.GetFullPath(mail.PickupDirectory ?? Path.Combine(services.GetRequiredService<FluxHostOptions>().Data, "mail"));
        var useSmtp = !string.IsNullOrEmpty(smtp.Host);
        Log.Transport(services.GetRequiredService<ILogger<Dispatcher>>(), useSmtp ? smtp.Destination : folder);
        return useSmtp ? new SmtpTransport(smtp, services.GetRequiredService<TimeProvider>()) : new PickupTransport(folder);
    }
}
