using Flux.Documents;
using Flux.Events.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Flux.Events;

/// <summary>Moves events from the outbox to the log as they come.</summary>
internal sealed class EventSequencer(EventLog log, IDocumentChanges changes, EventOptions options, TimeProvider time, ILogger<EventSequencer> logger) : BackgroundService
{
    private readonly LogWaiter waiter = new(changes, StoredEvent.Outbox.Collection, options.LookInterval, time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var seen = waiter.Seen;
                while (await log.AdvanceAsync(stoppingToken))
                {
                    // Until nothing waits.
                }

                await waiter.WaitAsync(seen, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (DocumentException error)
            {
                Log.StoreFailed(logger, options.FirstRetry.TotalSeconds, error);
                await Task.Delay(options.FirstRetry, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
