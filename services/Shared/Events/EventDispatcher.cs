using Flux.Documents;
using Flux.Events.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Flux.Events;

/// <summary>
/// Delivers the log in order. How far it came is stored after each page, so a crash delivers some events twice and loses none; the event's id tells.
/// </summary>
internal sealed class EventDispatcher(
    EventLog log, IDocumentStore store, IDocumentChanges changes, IEventPublisher publisher, EventOptions options, TimeProvider time, ILogger<EventDispatcher> logger)
    : BackgroundService
{
    private const int PageSize = 100;
    private readonly LogWaiter waiter = new(changes, StoredEvent.Log.Collection, options.LookInterval, time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var seen = waiter.Seen;
                if (!await DeliverPageAsync(stoppingToken)) await waiter.WaitAsync(seen, stoppingToken);
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

    private async Task<bool> DeliverPageAsync(CancellationToken ct)
    {
        var delivered = (await store.GetAsync(LogPosition.Type, LogPosition.Delivered, ct))?.Value.Last ?? 0;
        var page = await log.ReadAsync(delivered, PageSize, ct);
        if (page.Count == 0) return false;
        if (page[0].Sequence > delivered + 1) Log.Lost(logger, delivered + 1, page[0].Sequence - 1);
        try
        {
            foreach (var item in page)
            {
                await DeliverAsync(item, ct);
                delivered = item.Sequence;
            }
        }
        finally
        {
            // Also when the service stops in the middle of a page.
            await store.PutAsync(LogPosition.Type, LogPosition.Delivered, new LogPosition(0, delivered), CancellationToken.None);
        }

        return true;
    }

    private async Task DeliverAsync(FluxEvent item, CancellationToken ct)
    {
        for (var pause = options.FirstRetry; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, options.LastRetry.Ticks)))
        {
            try
            {
                await publisher.PublishAsync(item, ct);
                return;
            }
            catch (EventRejectedException error)
            {
                Log.Rejected(logger, item.Sequence, item.Type, error.Message);
                return;
            }
            catch (Exception error) when (!ct.IsCancellationRequested)
            {
                Log.DeliveryFailed(logger, item.Sequence, item.Type, pause.TotalSeconds, error.Message);
                await Task.Delay(pause, time, ct);
            }
        }
    }
}
