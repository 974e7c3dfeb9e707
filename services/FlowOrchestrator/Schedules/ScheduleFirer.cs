using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Definitions;
using Flux.FlowOrchestrator.Runs;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Schedules;

/// <summary>
/// Fires due schedules. One firing is one write: its audit row, the schedule's next time and the run (semantics 5.10). Whoever is second, be it another
/// orchestrator or the same one after a crash, finds the schedule changed and the row there, and does nothing.
/// </summary>
internal sealed class ScheduleFirer(IDocumentStore store, DefinitionStore definitions, RunStarter starter, ActiveRuns actives, FlowOptions options, TimeProvider clock, ILogger<ScheduleFirer> log)
{
    /// <summary>Decides one due time of a schedule.</summary>
    /// <returns>Null when it is decided; else what it waits for, which may end only by another look.</returns>
    public async Task<Task?> FireAsync(Document<ScheduleDocument> stored, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var schedule = stored.Value.Schedule;
        if (stored.Value.Next is not { } first || first > now)
            return null;
        if (ScheduleTiming.Of(schedule) is not { } timing)
        {
            log.ScheduleUnreadable(schedule.ShortName, schedule.TimeZone);
            await CommitAsync(stored, stored.Value.Moved(null), [], null, cancellationToken);
            return null;
        }
        var all = schedule.CatchUp == CatchUp.All;
        var due = DueTimes.Decide(timing, first, now, all, options.ScheduleGrace);
        var busy = due.Due is null || schedule.Overlap == Overlap.Allow ? null : await BusyAsync(schedule, cancellationToken);
        if (busy is not null && all)
            return actives.Find(busy)?.Ended ?? Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
        if (due.Due is not null && busy is null && !starter.HasRoom)
            return Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
        await DecideAsync(stored, due, busy, now, cancellationToken);
        return null;
    }

    /// <summary>Starts a schedule's flow now.</summary>
    /// <exception cref="Hosting.FluxException">NOT_FOUND: the flow does not exist any more.</exception>
    public async Task<Run> TriggerAsync(Document<ScheduleDocument> stored, string requestId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var document = await NewRunAsync(stored.Value.Schedule, now, requestId, cancellationToken)
            ?? throw Hosting.FluxError.NotFound("flow", stored.Value.Schedule.Flow, $"schedule '{stored.Id}' refers to it");
        var firing = Firing(stored.Id, now, now, FiringOutcome.Started, document.Run.Id);
        firing.Manual = true;
        var moved = stored.Value.Moved(stored.Value.Next, s => s.LastRunId = document.Run.Id);
        return await starter.StartAsync(document, cancellationToken, batch => Add(batch, stored, moved, [firing]));
    }

    private async Task DecideAsync(Document<ScheduleDocument> stored, DueTimes due, string? busy, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var firings = new List<ScheduleFiring>();
        if (due.MissedCount > 0)
        {
            var missed = Firing(stored.Id, due.LastMissed!.Value, now, FiringOutcome.Missed, "");
            (missed.Count, missed.Reason) = (due.MissedCount, "no orchestrator was at work when it was due");
            firings.Add(missed);
        }
        RunDocument? run = null;
        if (due.Due is { } time)
        {
            run = busy is null ? await NewRunAsync(stored.Value.Schedule, time, "", cancellationToken) : null;
            var outcome = run is not null ? FiringOutcome.Started : busy is not null ? FiringOutcome.Overlapped : FiringOutcome.Failed;
            var firing = Firing(stored.Id, time, now, outcome, run?.Run.Id ?? "");
            firing.Reason = run is not null ? "" : busy is not null ? $"run {busy} was at work" : $"there is no flow '{stored.Value.Schedule.Flow}'";
            firings.Add(firing);
        }
        var moved = stored.Value.Moved(due.Next, s =>
        {
            s.LastTime = firings[^1].DueTime;
            s.LastRunId = run?.Run.Id ?? s.LastRunId;
        });
        await CommitAsync(stored, moved, firings, run, cancellationToken);
    }

    private async Task CommitAsync(Document<ScheduleDocument> stored, ScheduleDocument moved, List<ScheduleFiring> firings, RunDocument? run, CancellationToken cancellationToken)
    {
        try
        {
            if (run is null)
                await store.CommitAsync(Add(new DocumentBatch(), stored, moved, firings), cancellationToken);
            else
                await starter.StartAsync(run, cancellationToken, batch => Add(batch, stored, moved, firings));
        }
        catch (Exception e) when (e is DocumentConflictException or DuplicateKeyException)
        {
            // Another orchestrator fired, or a caller changed the schedule: the next look finds what is true now.
            log.ScheduleChanged(stored.Id);
        }
    }

    private static DocumentBatch Add(DocumentBatch batch, Document<ScheduleDocument> stored, ScheduleDocument moved, List<ScheduleFiring> firings)
    {
        foreach (var firing in firings.Select(f => new FiringDocument(f)))
            batch.Insert(FiringDocument.Type, firing.Id, firing);
        return batch.Update(ScheduleDocument.Type, stored.Id, moved, stored.Version);
    }

    // The run before, when it is still at work.
    private async Task<string?> BusyAsync(Schedule schedule, CancellationToken cancellationToken)
    {
        var before = schedule.LastRunId.Length == 0 ? null : await store.GetAsync(RunDocument.Type, schedule.LastRunId, cancellationToken);
        return before is null || RunStates.IsFinal(before.Value.Run.State) ? null : before.Id;
    }

    private async Task<RunDocument?> NewRunAsync(Schedule schedule, DateTimeOffset due, string requestId, CancellationToken cancellationToken)
    {
        var head = await definitions.HeadAsync(cancellationToken);
        if (await definitions.At(head).FindFlowAsync(null, schedule.Flow) is not { } flow)
            return null;
        var run = starter.NewRun(schedule.User, requestId);
        (run.Flow, run.Schedule, run.ScheduledTime) = (flow.ShortName, schedule.ShortName, Timestamp.FromDateTimeOffset(due));
        run.Mode = schedule.Mode == ExecutionMode.Unspecified ? flow.Mode : schedule.Mode;
        return new RunDocument { Run = run, Revision = head, Selection = schedule.Selection };
    }

    private static ScheduleFiring Firing(string schedule, DateTimeOffset due, DateTimeOffset now, FiringOutcome outcome, string run) => new()
    {
        Schedule = schedule,
        DueTime = Timestamp.FromDateTimeOffset(due),
        FireTime = Timestamp.FromDateTimeOffset(now),
        Outcome = outcome,
        RunId = run,
        Count = 1,
    };
}
