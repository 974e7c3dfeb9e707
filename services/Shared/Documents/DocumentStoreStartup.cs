using Microsoft.Extensions.Hosting;

namespace Flux.Documents;

/// <summary>Being constructed opens the store, before the service answers its first call.</summary>
internal sealed class DocumentStoreStartup(IDocumentStoreHealth health) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => health.CheckAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
