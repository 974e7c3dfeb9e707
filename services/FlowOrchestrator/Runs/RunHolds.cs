using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.Hosting;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>Pauses runs and lets them go on. The state is stored, so a paused run is still paused after a restart.</summary>
internal sealed class RunHolds(RunReader runs, ActiveRuns actives)
{
    /// <summary>Holds a run: what is at work ends, nothing else begins.</summary>
    /// <exception cref="FluxException">NOT_FOUND; ABORTED: its etag differs; FAILED_PRECONDITION: it has ended, or is nested in another.</exception>
    public async Task<Run> PauseAsync(PauseRunRequest request, CancellationToken cancellationToken)
    {
        var (active, journal) = await FindAsync(request.Id, request.Etag, cancellationToken);
        var paused = journal.TryChangeRun(run =>
        {
            RunEtag.Check(request.Etag, run);
            if (RunStates.IsFinal(run.State))
                throw Ended(run.Id);
            if (request.ValidateOnly || run.State == RunState.Paused)
                return false;
            // The door is shut before the state says so: nothing that sees PAUSED can see something begin later.
            active.Hold();
            run.State = RunState.Paused;
            return true;
        });
        if (request.ValidateOnly)
            return journal.Snapshot();
        if (paused)
            journal.Tell(new LogEvent { Level = RunLogLevel.Info, Message = request.Reason.Length > 0 ? $"paused: {request.Reason}" : "paused by an operator" });
        return await StoredAsync(journal);
    }

    /// <summary>Lets a paused run go on.</summary>
    /// <exception cref="FluxException">NOT_FOUND; ABORTED: its etag differs; FAILED_PRECONDITION: it is not paused.</exception>
    public async Task<Run> ResumeAsync(ResumeRunRequest request, CancellationToken cancellationToken)
    {
        var (active, journal) = await FindAsync(request.Id, request.Etag, cancellationToken);
        var resumed = journal.TryChangeRun(run =>
        {
            RunEtag.Check(request.Etag, run);
            if (run.State != RunState.Paused)
                throw NotPaused(run.Id);
            if (request.ValidateOnly)
                return false;
            run.State = run.StartTime is null ? RunState.Pending : RunState.Running;
            // In the same moment as the state: else a pause that comes in between would find the door shut, and see it opened afterwards.
            active.Release();
            return true;
        });
        if (!resumed)
            return journal.Snapshot();
        journal.Tell(new LogEvent { Level = RunLogLevel.Info, Message = "resumed by an operator" });
        return await StoredAsync(journal);
    }

    private async Task<(ActiveRun Active, RunJournal Journal)> FindAsync(string id, string etag, CancellationToken cancellationToken)
    {
        // Looked for before the run is read, as when it is cancelled.
        var found = actives.Find(id);
        var run = (await runs.GetAsync(id, cancellationToken)).Run;
        if (run.ParentRunId.Length > 0)
            throw FluxError.FailedPrecondition("RUN_IS_NESTED", $"runs/{id}", $"the run is part of run {run.RootRunId}; pause or resume that one");
        if (found is { Journal: { } journal } active)
            return (active, journal);
        RunEtag.Check(etag, run);
        throw RunReader.NotHere(run);
    }

    private static FluxException Ended(string id) => FluxError.FailedPrecondition("RUN_HAS_ENDED", $"runs/{id}", "the run has ended");

    private static FluxException NotPaused(string id) => FluxError.FailedPrecondition("RUN_IS_NOT_PAUSED", $"runs/{id}", "the run is not paused");

    private static async Task<Run> StoredAsync(RunJournal journal)
    {
        var run = journal.Snapshot();
        try
        {
            await journal.FlushAsync();
        }
        catch (FailureException e)
        {
            throw FluxError.Unavailable(e.Message, TimeSpan.FromSeconds(1));
        }
        return run;
    }
}
