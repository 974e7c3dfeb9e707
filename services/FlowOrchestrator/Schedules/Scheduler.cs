using Flux.Documents;

namespace Flux.FlowOrchestrator.Schedules;

/// <summary>
/// Sleeps until the next due time or the next change of a schedule, then lets the firer decide what is due. What other orchestrators on the same store
/// change is seen after <see cref="FlowOptions.ScheduleRefresh"/> at the latest.
/// </summary>
internal sealed class Scheduler(IDocumentStore store, IDocumentChanges changes, ScheduleFirer firer, FlowOptions options, TimeProvider clock, ILogger<Scheduler> log)
    : BackgroundService
{
    private const int Page = 200;
    private readonly string _collection = ScheduleDocument.Type.Collection;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            // Each round's waits end with the round.
            using var round = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            try
            {
                var seen = changes.Current(_collection);
                var (waits, next) = await FireAsync(round.Token);
                waits.Add(changes.WaitAsync(_collection, seen, round.Token));
                waits.Add(Task.Delay(Until(next), clock, round.Token));
                // A clock that was set while this sleep began does not shorten it.
                if (!(next <= clock.GetUtcNow()))
                    await await Task.WhenAny(waits);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                // The store is away, most likely; due times are not lost.
                log.SchedulerFault(e);
                await Task.WhenAny(Task.Delay(options.ScheduleRefresh, clock, stoppingToken));
            }
            finally
            {
                await round.CancelAsync();
            }
        }
    }

    // Everything that is due; then what the rest waits for, and the earliest time to come.
    private async Task<(List<Task> Waits, DateTimeOffset? Next)> FireAsync(CancellationToken cancellationToken)
    {
        var waits = new List<Task>();
        var waiting = new HashSet<string>();
        while (true)
        {
            // One time for both questions, so that what becomes due between them is not missed.
            var now = clock.GetUtcNow();
            var query = DocumentQuery.All.Where("next", DocumentOperator.LessOrEqual, now).OrderBy("next");
            var fired = 0;
            await foreach (var due in store.ReadAllAsync(ScheduleDocument.Type, query, Page, cancellationToken))
            {
                if (waiting.Contains(due.Id))
                    continue;
                fired++;
                if (await firer.FireAsync(due, cancellationToken) is not { } wait)
                    continue;
                waits.Add(wait);
                waiting.Add(due.Id);
            }
            if (fired > 0)
                continue;
            var coming = DocumentQuery.All.Where("next", DocumentOperator.Greater, now).OrderBy("next");
            return (waits, (await store.FirstOrDefaultAsync(ScheduleDocument.Type, coming, cancellationToken))?.Value.Next);
        }
    }

    private TimeSpan Until(DateTimeOffset? next)
    {
        var time = next is { } n ? n - clock.GetUtcNow() : TimeSpan.MaxValue;
        return time < options.ScheduleRefresh ? time < TimeSpan.Zero ? TimeSpan.Zero : time : options.ScheduleRefresh;
    }
}
