using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Ports;
using Flux.FlowOrchestrator.Schedules;
using Flux.FlowOrchestrator.Tasks;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>
/// Deletes ended runs that are too old or too many, with all that belongs to them here and their flow contexts at context-builder, in small writes so that runs at work hardly notice. A run that has not
/// ended is never touched; a nested one goes with its root. What a crash leaves half deleted the next round finishes, since the run itself goes last.
/// </summary>
internal sealed class RunRetention(IDocumentStore store, IContexts contexts, FlowOptions options, TimeProvider clock, ILogger<RunRetention> log) : BackgroundService
{
    private const int Page = 200;

    // Task results may be large, and are read to be found.
    private const int TaskPage = 20;

    /// <summary>Deletes what is due now.</summary>
    /// <returns>How many root runs were deleted.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var cutoff = clock.GetUtcNow() - options.RetainRunsFor;
        var deleted = 0;
        while (await store.FirstOrDefaultAsync(RunDocument.Type, DocumentQuery.All.Where("ended", DocumentOperator.Less, cutoff).OrderBy("ended"), cancellationToken) is { } old)
        {
            await DeleteTreeAsync(old, cancellationToken);
            deleted++;
        }
        foreach (var run in await BeyondAsync(cancellationToken))
        {
            await DeleteTreeAsync(run, cancellationToken);
            deleted++;
        }
        await store.DeleteAllAsync(FiringDocument.Type, DocumentQuery.All.Where("due", DocumentOperator.Less, cutoff), Page, cancellationToken);
        return deleted;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.RetentionInterval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var deleted = await SweepAsync(stoppingToken);
                if (deleted > 0)
                    log.RunsDeleted(deleted);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.RetentionFault(e);
            }
        }
    }

    // The ended runs after the newest so many.
    private async Task<List<Document<RunDocument>>> BeyondAsync(CancellationToken cancellationToken)
    {
        var query = DocumentQuery.All.Where("ended", DocumentOperator.Greater, DateTimeOffset.UnixEpoch).OrderBy("ended", descending: true);
        var beyond = new List<Document<RunDocument>>();
        var seen = 0;
        await foreach (var run in store.ReadAllAsync(RunDocument.Type, query, Page, cancellationToken))
        {
            if (seen++ >= options.RetainRuns)
                beyond.Add(run);
        }
        return beyond;
    }

    private async Task DeleteTreeAsync(Document<RunDocument> run, CancellationToken cancellationToken)
    {
        var children = DocumentQuery.All.Where("parent", DocumentOperator.Equal, run.Id);
        while (await store.FirstOrDefaultAsync(RunDocument.Type, children, cancellationToken) is { } child)
            await DeleteTreeAsync(child, cancellationToken);
        // Contexts of elements, secrets among them: nobody else knows that they are not needed any more.
        if (run.Value.Run.Flow.Length > 0)
            await contexts.DeleteFlowContextAsync(run.Id, cancellationToken);
        var own = DocumentQuery.All.Where("id", DocumentOperator.Prefix, run.Id + "/");
        await store.DeleteAllAsync(EventDocument.Type, own, Page, cancellationToken);
        await store.DeleteAllAsync(TaskDocument.Type, own, TaskPage, cancellationToken);
        await store.DeleteAllAsync(ElementDocument.Type, own, Page, cancellationToken);
        await store.DeleteAllAsync(CallDocument.Type, own, TaskPage, cancellationToken);
        await store.DeleteAllAsync(ResultPart.Type, own, TaskPage, cancellationToken);
        await store.DeleteAllAsync(ElementList.Type, own, Page, cancellationToken);
        // The index of its request id goes too: the same id may then start another run.
        await store.DeleteAsync(RunDocument.Type, run.Id, null, cancellationToken);
    }
}
