using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>
/// Keeps this process's lease and takes over the runs of processes whose lease is over (semantics 5.8): at start at once, and later when another
/// orchestrator on the same store falls silent. The write that takes a run over is guarded by its version, so one wins, and with it the fencing token
/// goes up: what the process before still tries to write is refused. A run that was taken over four times ends FAILED.
/// </summary>
internal sealed class RunRecovery(
    IDocumentStore store, StoredRuns stored, Owner owner, ActiveRuns actives, RunExecutor executor, RunInterruption interruption, FlowOptions options, TimeProvider clock,
    ILogger<RunRecovery> log) : IHostedService, IDisposable
{
    private const int MostRecoveries = 3;
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await owner.RenewAsync(cancellationToken);
        foreach (var run in await stored.OpenAsync(cancellationToken))
        {
            if (run.Value.Run.ParentRunId.Length == 0 && !await owner.IsAliveAsync(run.Value.Owner, cancellationToken))
                await TakeOverAsync(run, cancellationToken);
        }
        _loop = Task.Run(LoopAsync, CancellationToken.None);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _loop.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _stopping.Dispose();

    /// <summary>Takes over what belongs to nobody alive.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var dead = new List<string> { "" };
        foreach (var other in (await store.QueryAsync(OwnerDocument.Type, DocumentQuery.All, cancellationToken)).Items)
        {
            if (!await owner.IsAliveAsync(other.Id, cancellationToken))
                dead.Add(other.Id);
        }
        foreach (var id in dead)
        {
            foreach (var run in (await store.QueryAsync(RunDocument.Type, DocumentQuery.All.Where("owner", DocumentOperator.Equal, id), cancellationToken)).Items)
                await TakeOverAsync(run, cancellationToken);
            if (id.Length > 0)
                await store.DeleteAsync(OwnerDocument.Type, id, null, cancellationToken);
        }
    }

    private async Task LoopAsync()
    {
        using var timer = new PeriodicTimer(options.OwnerLease / 3, clock);
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(_stopping.Token);
                await owner.RenewAsync(_stopping.Token);
                await SweepAsync(_stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
            }
            catch (Exception e)
            {
                log.LeaseFault(e);
            }
        }
    }

    private async Task TakeOverAsync(Document<RunDocument> run, CancellationToken cancellationToken)
    {
        if (actives.Find(run.Id) is not null)
            return;
        var document = run.Value.Copy(run.Value.LastSequence) with { Owner = owner.Id };
        document.Run.FencingToken++;
        // One that had not begun, or was given back in good order, did not kill anybody.
        if (run.Value.Owner.Length > 0 && document.Run.StartTime is not null)
            document.Run.Recoveries++;
        Document<RunDocument> mine;
        try
        {
            mine = await store.UpdateAsync(RunDocument.Type, run.Id, document, run.Version, cancellationToken);
        }
        catch (DocumentConflictException)
        {
            // Another orchestrator was faster, or the process that has it lives after all.
            return;
        }
        if (document.Run.Recoveries > MostRecoveries)
        {
            await interruption.EndAsync(
                mine, Failures.Of(Failures.Restarted, $"the orchestrator ended {document.Run.Recoveries} times while the run was at work; see the task results for what was done"), cancellationToken);
            log.RunInterrupted(run.Id, document.Run.Flow);
            return;
        }
        var active = actives.Add(run.Id);
        active.Journal = new RunJournal(store, clock, active, mine);
        active.Journal.CountTasksFrom(await stored.LastTaskAsync(run.Id, cancellationToken));
        if (document.Run.State == RunState.Paused)
            active.Hold();
        log.RunTakenOver(run.Id, document.Run.Flow, document.Run.FencingToken);
        executor.Enqueue(active, mine.Value, replays: document.Run.StartTime is not null);
    }
}
