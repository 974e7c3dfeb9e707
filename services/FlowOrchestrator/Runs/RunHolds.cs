using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.Hosting;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>Pauses runs and lets them go on. The state is stored, so a paused run is still paused after a restart.</summary>
internal sealed class RunHolds(RunReader runs, ActiveRuns actives)
{
    /// <summary>Holds a run: what is at work ends, nothing else begins.</summary>
    /// <exception cref="FluxException">NOT_FOUND; FAILED_PRECONDITION: it has ended, or is nested in another.</exception>
    public async Task<Run> PauseAsync(PauseRunRequest request, CancellationToken cancellationToken)
    {
        var (active, journal) = await FindAsync(request.Id, cancellationToken);
        if (request.ValidateOnly)
            return journal.Snapshot() is var asIs && RunStates.IsFinal(asIs.State) ? throw Ended(request.Id) : asIs;
        // The door is shut before the state says so: nothing that sees PAUSED can see something begin later.
        active.Hold();
        var already = false;
        var paused = journal.TryChangeRun(run =>
        {
            already = run.State == RunState.Paused;
            if (already || RunStates.IsFinal(run.State))
                return false;
            run.State = RunState.Paused;
            return true;
        });
        if (paused)
            journal.Tell(new LogEvent { Level = RunLogLevel.Info, Message = request.Reason.Length > 0 ? $"paused: {request.Reason}" : "paused by an operator" });
        else if (!already)
            active.Release();
        return paused || already ? await StoredAsync(journal) : throw Ended(request.Id);
    }

    /// <summary>Lets a paused run go on.</summary>
    /// <exception cref="FluxException">NOT_FOUND; FAILED_PRECONDITION: it is not paused.</exception>
    public async Task<Run> ResumeAsync(ResumeRunRequest request, CancellationToken cancellationToken)
    {
        var (active, journal) = await FindAsync(request.Id, cancellationToken);
        if (request.ValidateOnly)
            return journal.Snapshot() is { State: RunState.Paused } asIs ? asIs : throw NotPaused(request.Id);
        var resumed = journal.TryChangeRun(run =>
        {
            if (run.State != RunState.Paused)
                return false;
            run.State = run.StartTime is null ? RunState.Pending : RunState.Running;
            return true;
        });
        if (!resumed)
            throw NotPaused(request.Id);
        journal.Tell(new LogEvent { Level = RunLogLevel.Info, Message = "resumed by an operator" });
        active.Release();
        return await StoredAsync(journal);
    }

    private async Task<(ActiveRun Active, RunJournal Journal)> FindAsync(string id, CancellationToken cancellationToken)
    {
        // Looked for before the run is read, as when it is cancelled.
        var found = actives.Find(id);
        var run = (await runs.GetAsync(id, cancellationToken)).Run;
        if (run.ParentRunId.Length > 0)
            throw FluxError.FailedPrecondition("RUN_IS_NESTED", $"runs/{id}", $"the run is part of run {run.RootRunId}; pause or resume that one");
        return found is { Journal: { } journal } active ? (active, journal) : throw RunReader.NotHere(run);
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
