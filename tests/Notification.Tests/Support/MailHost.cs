using Flux.Contracts.Notification.V1;
using Flux.Documents;
using Flux.Events;
using Flux.Hosting;
using Flux.Lab;
using Flux.Lab.Mail;
using Flux.Notification.Addresses;
using Flux.Notification.Catalog;
using Flux.Notification.Composition;
using Flux.Notification.Deliveries;
using Flux.Notification.Rendering;
using Flux.Notification.Smtp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Flux.Notification.Tests.Support;

/// <summary>The whole service below its gRPC face, on a real SQLite file; only the renderer and, on request, transport and clock are stand-ins.</summary>
internal sealed class MailHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly TempDirectory? _ownDirectory;
    private bool _stopped;

    private MailHost(ServiceProvider services, TempDirectory? ownDirectory) => (_services, _ownDirectory) = (services, ownDirectory);

    public FakeRenderer Renderer { get; private init; } = new();

    public MailSender Sender => _services.GetRequiredService<MailSender>();

    public BatchSender Batches => _services.GetRequiredService<BatchSender>();

    public DeliveryRetention Retention => _services.GetRequiredService<DeliveryRetention>();

    public Outbox Outbox => _services.GetRequiredService<Outbox>();

    public Dispatcher Dispatcher => _services.GetRequiredService<Dispatcher>();

    public BundleApplier Applier => _services.GetRequiredService<BundleApplier>();

    public CatalogReader Catalog => _services.GetRequiredService<CatalogReader>();

    public CatalogEditor Editor => _services.GetRequiredService<CatalogEditor>();

    public DraftReader Drafts => _services.GetRequiredService<DraftReader>();

    public MailComposer Composer => _services.GetRequiredService<MailComposer>();

    public CatalogRemover Remover => _services.GetRequiredService<CatalogRemover>();

    public DeliveryFeed Feed => _services.GetRequiredService<DeliveryFeed>();

    public IDocumentStore Store => _services.GetRequiredService<IDocumentStore>();

    public string PickupFolder => Path.Combine(_services.GetRequiredService<FluxHostOptions>().Data, "mail");

    /// <summary>Options for a server of the lab.</summary>
    public static SmtpOptions For(SmtpSink sink, SmtpSecurity security = SmtpSecurity.None) => new()
    {
        Host = sink.Host, Port = sink.Port, Security = security, CaFile = sink.CaFile, IdleTimeout = TimeSpan.Zero,
    };

    public static async Task<MailHost> StartAsync(
        SmtpOptions? smtp = null, MailOptions? mail = null, IMailTransport? transport = null, TimeProvider? clock = null, TempDirectory? directory = null, FakeRenderer? renderer = null, bool send = true)
    {
        var own = directory is null ? new TempDirectory("flux-notification") : null;
        var data = (directory ?? own)!.Path;
        var fake = renderer ?? new FakeRenderer();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("data", data)]).Build());
        services.AddSingleton(new FluxHostOptions { Data = data });
        services.AddSingleton(mail ?? new MailOptions { From = "Flux <flux@example.org>" });
        services.AddSingleton(smtp ?? new SmtpOptions());
        services.AddSingleton(clock ?? TimeProvider.System);
        services.AddSingleton<EventOutbox>();
        services.AddDocuments("notification.db").AddCatalog().AddDeliveries().AddSingleton<RecipientPolicy>().AddSingleton<DraftReader>().AddSingleton<PartRenderer>().AddSingleton<MailComposer>().AddSingleton<IMailRenderer>(fake);
        if (transport is not null)
            services.Replace(ServiceDescriptor.Singleton(transport));
        var host = new MailHost(services.BuildServiceProvider(), own) { Renderer = fake };
        if (send)
            await host.RunAsync();
        return host;
    }

    public async Task RunAsync()
    {
        foreach (var part in _services.GetServices<IHostedService>())
            await part.StartAsync(default);
    }

    /// <summary>Sends one mail with finished texts.</summary>
    public async Task<DeliveryRecord> SendAsync(string to = "noc@example.org", string subject = "hello", string body = "text", string key = "") =>
        (await Sender.SendAsync(Request(to, subject, body, key), default)).Delivery;

    public static SendRequest Request(string to = "noc@example.org", string subject = "hello", string body = "text", string key = "") =>
        new() { IdempotencyKey = key, Message = new Message { To = to, Subject = subject, Body = body } };

    /// <summary>Waits until the only delivery has that state.</summary>
    public Task WaitForStateAsync(DeliveryStatus state) =>
        WaitAsync(async () => (await Outbox.ListAsync("", [], 10, "", default)).Items is [var only] && only.Value.State == state);

    /// <summary>Waits until a delivery has that state.</summary>
    public Task WaitForStateAsync(string id, DeliveryStatus state) =>
        WaitAsync(async () => (await Outbox.GetAsync(id, default)).Value.State == state);

    private async Task WaitAsync(Func<Task<bool>> reached)
    {
        var changes = _services.GetRequiredService<IDocumentChanges>();
        while (true)
        {
            var seen = changes.Current(DeliveryRecord.Type.Collection);
            if (await reached())
                return;
            await changes.WaitAsync(DeliveryRecord.Type.Collection, seen, default);
        }
    }

    /// <summary>Ends at once, whatever is on the wire; what is stored stays as it is.</summary>
    public async Task CrashAsync()
    {
        _stopped = true;
        await Dispatcher.StopAsync(new CancellationToken(canceled: true));
        await _services.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
            await CrashAsync();
        _ownDirectory?.Dispose();
    }
}
