using Flux.Documents;

namespace Flux.Notification.Deliveries;

/// <summary>Deletes deliveries that came to their end long ago, on start and then every hour. Those that still go on are never touched.</summary>
internal sealed class DeliveryRetention(IDocumentStore store, MailOptions options, TimeProvider clock, ILogger<DeliveryRetention> logger) : BackgroundService
{
    private const int PageSize = 500;
    private static readonly TimeSpan _pause = TimeSpan.FromHours(1);
    private static readonly string[] _final = [nameof(DeliveryStatus.Sent), nameof(DeliveryStatus.Failed)];

    /// <summary>Deletes what is older than the options keep; how many.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        if (options.KeepDeliveries == TimeSpan.Zero)
            return 0;
        // Ids begin with the time.
        var oldest = $"{(clock.GetUtcNow() - options.KeepDeliveries).UtcTicks:x16}";
        var query = DocumentQuery.All.Where("state", DocumentOperator.In, _final).Where("id", DocumentOperator.Less, oldest);
        return await store.DeleteAllAsync(DeliveryRecord.Type, query, PageSize, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_pause, clock);
        do
        {
            try
            {
                if (await SweepAsync(stoppingToken) is > 0 and var count)
                    Log.Swept(logger, count);
            }
            catch (DocumentStoreUnavailableException error)
            {
                Log.SweepFailed(logger, error.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
