using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.Documents.Secrets;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Definitions;
using Flux.Hosting;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>Takes a stored run from PENDING to its final state. Whatever happens, it ends, and every selected element has its result.</summary>
internal sealed class RunEngine(
    IDocumentStore store, DefinitionStore definitions, StoredRuns stored, SecretProtector protector, ActiveRuns actives, RunBody body, TimeProvider clock, ILogger<RunEngine> log)
{
    /// <summary>Runs it.</summary>
    /// <param name="active">Tells when to stop.</param>
    /// <param name="document">As stored.</param>
    /// <param name="parent">The run that called run_flow.</param>
    /// <param name="replays">It was taken over: what is finished is not done again.</param>
    /// <returns>What there is to know about the ended run.</returns>
    public async Task<RunScope> ExecuteAsync(ActiveRun active, RunDocument document, RunScope? parent = null, bool replays = false)
    {
        // A run outlives the call that asked for it: its trace is its own, with all that it calls.
        using var span = parent is null ? FluxTelemetry.StartTrace("run") : FluxTelemetry.StartSpan("run");
        span?.SetTag("flux.run_id", document.Run.Id).SetTag("flux.flow", document.Run.Flow).SetTag("flux.task", document.Run.Task);
        var journal = active.Journal!;
        var run = new RunScope(active, document, journal, parent?.Definitions ?? definitions.At(document.Revision), parent?.Secrets ?? new RunSecrets(),
            new CallBook(store, protector, active, replays), parent);
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
        if (stop is { Leaves: true })
            await LeaveAsync(run);
        else
            await EndAsync(run, stop, failure);
        return run;
    }

    /// <summary>Runs a flow inside another run and waits for its end. When the call had begun before the run was taken over, its run goes on, or has ended.</summary>
    /// <param name="parent">The run that calls.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="elementIds">Its elements.</param>
    /// <param name="place">The place of the call in the parent.</param>
    public async Task<ChildResult> RunChildAsync(RunScope parent, Flow flow, IReadOnlyList<long> elementIds, string place)
    {
        var call = CallDocument.Id(parent.Id, place);
        var before = parent.Calls.Replays ? await stored.ChildAsync(call, CancellationToken.None) : null;
        if (before is not null && RunStates.IsFinal(before.Value.Run.State))
            return new ChildResult(before.Value.Run, [.. (await stored.ElementsAsync(before.Id, CancellationToken.None)).Select(d => d.Result)]);
        using var active = actives.Add(before?.Id ?? RunIds.New(clock), parent.Active);
        try
        {
            var document = before ?? await BeginChildAsync(parent, NewChild(parent, flow, active.Id), elementIds, call);
            active.Journal = new RunJournal(store, clock, active, document);
            if (before is not null)
                active.Journal.CountTasksFrom(await stored.LastTaskAsync(before.Id, CancellationToken.None));
            var child = await ExecuteAsync(active, document.Value, parent, replays: before is not null);
            return new ChildResult(child.Journal.Snapshot(), child.HasBoard ? [.. child.Board.Elements.Select(e => child.Board.ResultOf(e.Id))] : []);
        }
        finally
        {
            actives.Remove(active);
        }
    }

    private Task<Document<RunDocument>> BeginChildAsync(RunScope parent, Run run, IReadOnlyList<long> elementIds, string call)
    {
        parent.Log(RunLogLevel.Info, $"nested flow '{run.Flow}' begins as run {run.Id}");
        var document = new RunDocument { Run = run, Revision = parent.Document.Revision, ElementIds = elementIds, Depth = parent.Document.Depth + 1, Call = call };
        return RunCreation.StoreAsync(store, document, clock, CancellationToken.None);
    }

    private Run NewChild(RunScope parent, Flow flow, string id) => new()
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

    // It stays as it is stored; the root is given back, so that nobody need wait for a lease.
    private async Task LeaveAsync(RunScope run)
    {
        if (run.Parent is null)
            run.Journal.Leave();
        try
        {
            await run.Journal.FlushAsync();
        }
        catch (FailureException e)
        {
            log.RunNotStored(e, run.Id, run.Journal.Snapshot().State);
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
