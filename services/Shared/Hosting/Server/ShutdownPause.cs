using Microsoft.Extensions.Hosting;

namespace Flux.Hosting;

// The order of a stop: NOT_SERVING, a pause in which calls are still taken, GOAWAY, the drain. Comes before any other hosted service is stopped.
internal sealed class ShutdownPause(FluxHostOptions options, HealthWatches watches, IHostApplicationLifetime lifetime, TimeProvider time) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        lifetime.StopApplication();
        if (options.ShutdownPause > TimeSpan.Zero)
            await Task.Delay(options.ShutdownPause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // The connection would say GOAWAY at the same moment, and perhaps first. A watcher that does not read costs the calls no more than a quarter of their time.
        await watches.None.WaitAsync(options.DrainTimeout / 4, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
