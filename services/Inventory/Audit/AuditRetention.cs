using Flux.Documents;

namespace Flux.Inventory.Audit;

/// <summary>Deletes old audit entries in small batches, on start and then every hour.</summary>
internal sealed class AuditRetention(IDocumentStore store, InventoryOptions options, TimeProvider clock, ILogger<AuditRetention> logger) : BackgroundService
{
    private const int BatchSize = 200;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Deletes what is older than the options keep; answers how many entries.</summary>
    public async Task<int> SweepAsync(CancellationToken ct)
    {
        if (options.KeepAudit == TimeSpan.Zero) return 0;
        var query = DocumentQuery.All.Where("time", DocumentOperator.Less, clock.GetUtcNow() - options.KeepAudit);
        return await store.DeleteAllAsync(AuditEntry.Type, query, BatchSize, ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                if (await SweepAsync(stoppingToken) is > 0 and var count) Log.AuditSwept(logger, count, options.KeepAudit.TotalDays);
            }
            catch (DocumentException error)
            {
                Log.AuditSweepFailed(logger, error.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
