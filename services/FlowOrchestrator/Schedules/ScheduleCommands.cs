using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Runs;
using Flux.Hosting;

namespace Flux.FlowOrchestrator.Schedules;

/// <summary>Pauses, resumes, triggers and removes schedules.</summary>
internal sealed class ScheduleCommands(IDocumentStore store, ScheduleReader schedules, ScheduleFirer firer, RunCommands runs, TimeProvider clock)
{
    private const int Tries = 10;

    /// <summary>Stops a schedule from firing.</summary>
    public Task<Schedule> PauseAsync(PauseScheduleRequest request, CancellationToken cancellationToken) => ChangeAsync(
        request.ShortName, request.Etag, request.ValidateOnly, stored => stored.Schedule.Paused ? stored : stored.Moved(null, s => s.Paused = true), cancellationToken);

    /// <summary>Lets a schedule fire again, from now on.</summary>
    public Task<Schedule> ResumeAsync(ResumeScheduleRequest request, CancellationToken cancellationToken) => ChangeAsync(
        request.ShortName,
        request.Etag,
        request.ValidateOnly,
        stored => stored.Schedule.Paused ? stored.Moved(ScheduleTiming.Of(stored.Schedule)?.Next(clock.GetUtcNow()), s => s.Paused = false) : stored,
        cancellationToken);

    /// <summary>Starts a schedule's flow now.</summary>
    public async Task<Run> TriggerAsync(TriggerScheduleRequest request, CancellationToken cancellationToken)
    {
        RunCommands.CheckRequestId(request.RequestId);
        for (var tried = 1; ; tried++)
        {
            var stored = await schedules.GetAsync(request.ShortName, cancellationToken);
            if (request.ValidateOnly)
                return await CheckAsync(stored.Value.Schedule, request.RequestId, cancellationToken);
            try
            {
                return await firer.TriggerAsync(stored, request.RequestId, cancellationToken);
            }
            catch (DuplicateKeyException e) when (e.Index == "request")
            {
                return await runs.ExistingAsync(new Run { Flow = stored.Value.Schedule.Flow, RequestId = request.RequestId }, cancellationToken);
            }
            catch (Exception e) when (e is DocumentConflictException or DuplicateKeyException && tried < Tries)
            {
                // It fired in between; look again.
            }
        }
    }

    /// <summary>Removes a schedule.</summary>
    public async Task DeleteAsync(DeleteScheduleRequest request, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            var stored = await schedules.GetAsync(request.ShortName, cancellationToken);
            CheckEtag(request.Etag, stored.Value.Schedule);
            if (request.ValidateOnly)
                return;
            try
            {
                await store.DeleteAsync(ScheduleDocument.Type, stored.Id, stored.Version, cancellationToken);
                return;
            }
            catch (DocumentConflictException) when (tried < Tries)
            {
                // It fired in between; look again.
            }
        }
    }

    private async Task<Run> CheckAsync(Schedule schedule, string requestId, CancellationToken cancellationToken)
    {
        var flow = new RunFlowRequest { Flow = schedule.Flow, Selection = schedule.Selection, Mode = schedule.Mode, User = schedule.User, RequestId = requestId, ValidateOnly = true };
        var run = await runs.RunFlowAsync(flow, cancellationToken);
        run.Schedule = schedule.ShortName;
        return run;
    }

    private static void CheckEtag(string given, Schedule stored)
    {
        if (given.Length > 0 && given != stored.Etag)
            throw FluxError.Aborted("schedule", stored.ShortName);
    }

    private async Task<Schedule> ChangeAsync(string shortName, string etag, bool validateOnly, Func<ScheduleDocument, ScheduleDocument> change, CancellationToken cancellationToken)
    {
        for (var tried = 1; ; tried++)
        {
            var stored = await schedules.GetAsync(shortName, cancellationToken);
            CheckEtag(etag, stored.Value.Schedule);
            var changed = change(stored.Value);
            if (validateOnly || ReferenceEquals(changed, stored.Value))
                return changed.Schedule;
            changed.Schedule.Etag = ScheduleChange.NextEtag(stored.Value.Schedule);
            try
            {
                return (await store.UpdateAsync(ScheduleDocument.Type, stored.Id, changed, stored.Version, cancellationToken)).Value.Schedule;
            }
            catch (DocumentConflictException) when (tried < Tries)
            {
                // It fired in between; look again.
            }
        }
    }
}
