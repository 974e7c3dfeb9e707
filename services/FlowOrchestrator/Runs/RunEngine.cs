using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Definitions;
using Flux.Hosting;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>Takes a stored run from PENDING to its final state. Whatever happens, it ends, and every selected element has its result.</summary>
internal sealed class RunEngine(IDocumentStore store, DefinitionStore definitions, ActiveRuns actives, RunBody body, TimeProvider clock, ILogger<RunEngine> log)
{
    /// <summary>Runs it.</summary>
    /// <param name="active">Tells when to stop.</param>
    /// <param name="document">As stored.</param>
    /// <param name="parent">The run that called run_flow.</param>
    /// <returns>What there is to know about the ended run.</returns>
    public async Task<RunScope> ExecuteAsync(ActiveRun active, RunDocument document, RunScope? parent = null)
    {
        // A run outlives the call that asked for it: its trace is its own, with all that it calls.
        using var span = parent is null ? FluxTelemetry.StartTrace("run") : FluxTelemetry.StartSpan("run");
        span?.SetTag("flux.run_id", document.Run.Id).SetTag("flux.flow", document.Run.Flow).SetTag("flux.task", document.Run.Task);
        var journal = active.Journal!;
        var run = new RunScope(active, document, journal, parent?.Definitions ?? definitions.At(document.Revision), parent?.Secrets ?? new RunSecrets(), parent);
        StopCause? stop = null;
        Failure? failure = null;
        try
        {
            do
                await active.PassAsync(active.Token);
            while (!journal.TryChangeRun(Begin));
            // On disk before anything has an effect: a run found PENDING after a crash is taken over as one that did nothing.
            await journal.FlushAsync();
            await body.RunAsync(run, active.Token);
        }
        catch (Exception) when (active.Token.IsCancellationRequested)
        {
            stop = active.Cause ?? new StopCause(Failures.Of(Failures.Cancelled, "the run was stopped"), EndsCancelled: true);
        }
        catch (Exception e)
        {
            if (e is not FailureException)
                log.RunFault(e, run.Id);
            failure = Failures.Masked(Failures.From(e), run.Secrets.All.Apply);
        }
        await EndAsync(run, stop, failure);
        return run;
    }

    /// <summary>Runs a flow inside another run and waits for its end.</summary>
    public async Task<RunScope> RunChildAsync(RunScope parent, Flow flow, IReadOnlyList<long> elementIds)
    {
        var id = RunIds.New(clock);
        var run = new Run
        {
            Id = id,
            Flow = flow.ShortName,
            Mode = flow.Mode,
            State = RunState.Pending,
            User = parent.User,
            CreateTime = Now(),
            ParentRunId = parent.Id,
            RootRunId = parent.Document.Run.RootRunId,
        };
        var document = new RunDocument { Run = run, Revision = parent.Document.Revision, ElementIds = elementIds, Depth = parent.Document.Depth + 1 };
        using var active = actives.Add(id, parent.Active);
        try
        {
            parent.Log(RunLogLevel.Info, $"nested flow '{flow.ShortName}' begins as run {id}");
            var stored = await RunCreation.StoreAsync(store, document, clock, CancellationToken.None);
            active.Journal = new RunJournal(store, clock, active, stored);
            return await ExecuteAsync(active, stored.Value, parent);
        }
        finally
        {
            actives.Remove(active);
        }
    }

    // False when it was paused in the last moment.
    private bool Begin(Run run)
    {
        if (run.State == RunState.Paused)
            return false;
        run.State = RunState.Running;
        run.StartTime ??= Now();
        return true;
    }

    private async Task EndAsync(RunScope run, StopCause? stop, Failure? failure)
    {
        if (run.HasBoard)
        {
            if (stop is not null)
                run.Board.Settle(stop.EndsCancelled ? WorkState.Cancelled : WorkState.Failed, stop.Failure);
            else
                run.Board.Settle(WorkState.Failed, failure ?? Failures.Of(Failures.Internal, "the run ended without a result for this element"));
        }
        run.Journal.ChangeRun(r =>
        {
            r.EndTime = Now();
            if (stop is { EndsCancelled: true })
                r.State = RunState.Cancelled;
            else
                r.State = stop is not null || failure is not null || r.FailedCount > 0 ? RunState.Failed : RunState.Completed;
            r.Failure = stop?.Failure ?? failure;
        });
        var ended = run.Journal.Snapshot();
        try
        {
            await run.Journal.FlushAsync();
            log.RunEnded(run.Id, ended.State, ended.ElementCount, ended.CompletedCount, ended.FailedCount);
        }
        catch (FailureException e)
        {
            log.RunNotStored(e, run.Id, ended.State);
        }
    }

    private Timestamp Now() => Timestamp.FromDateTimeOffset(clock.GetUtcNow());
}
