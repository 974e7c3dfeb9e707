using Microsoft.Extensions.Hosting;

namespace Flux.Hosting;

// Has the provider made before the first call; the container disposes it last, which sends what is left.
internal sealed class TelemetryExport<TProvider>(TProvider provider) : IHostedService
    where TProvider : class, IDisposable
{
    private readonly TProvider _provider = provider;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        GC.KeepAlive(_provider);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
