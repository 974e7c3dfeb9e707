using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Definitions;
using Flux.Hosting;

namespace Flux.FlowOrchestrator.Schedules;

/// <summary>Makes declared schedules true: all of them in one write, or none.</summary>
internal sealed class ScheduleApplier(IDocumentStore store, DefinitionStore definitions, TimeProvider clock)
{
    private const int Tries = 10;

    /// <summary>Checks and, unless <c>validate_only</c>, writes.</summary>
    /// <exception cref="FluxException">INVALID_ARGUMENT with every bad field; ABORTED: an etag differs, or after too many races.</exception>
    public async Task<IReadOnlyList<AppliedResource>> ApplyAsync(ApplySchedulesRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        await CheckAsync(request.Schedules, withFlows: !request.ValidateOnly, violations, cancellationToken);
        violations.ThrowIfAny();
        for (var tried = 1; ; tried++)
        {
            var stored = (await store.GetManyAsync(ScheduleDocument.Type, [.. request.Schedules.Select(s => s.ShortName)], cancellationToken)).ToDictionary(d => d.Id);
            var changes = request.Schedules.Select(s => new ScheduleChange(s, stored.GetValueOrDefault(s.ShortName))).ToList();
            foreach (var (declared, change) in request.Schedules.Zip(changes))
            {
                if (declared.Etag.Length > 0 && declared.Etag != change.Stored?.Value.Schedule.Etag)
                    throw FluxError.Aborted("schedule", declared.ShortName);
            }
            if (request.ValidateOnly || changes.All(c => c.Applied.Outcome == ApplyOutcome.Unchanged))
                return [.. changes.Select(c => c.Applied)];
            try
            {
                await WriteAsync(changes, cancellationToken);
                return [.. changes.Select(c => c.Applied)];
            }
            catch (Exception e) when (e is DocumentConflictException or DuplicateKeyException)
            {
                // One of them fired, or somebody else changed it: look again at what is stored.
                if (tried == Tries)
                    throw FluxError.Aborted("schedules", "bundle", "the schedules changed while they were applied; apply them again");
            }
        }
    }

    private async Task WriteAsync(List<ScheduleChange> changes, CancellationToken cancellationToken)
    {
        var batch = new DocumentBatch();
        foreach (var change in changes)
        {
            if (change.Applied.Id == 0)
                change.Applied.Id = await store.NextSequenceAsync("Schedule", 1, cancellationToken);
            change.AddTo(batch, clock.GetUtcNow());
        }
        await store.CommitAsync(batch, cancellationToken);
    }

    /// <summary>Notes everything that is wrong with declared schedules.</summary>
    /// <param name="schedules">The schedules.</param>
    /// <param name="withFlows">Whether their flows must exist already.</param>
    /// <param name="violations">Takes it, with the fields of a bundle: <c>schedules[0].cron</c>.</param>
    /// <param name="cancellationToken">Stops the look-up of flows.</param>
    public async Task CheckAsync(IReadOnlyList<Schedule> schedules, bool withFlows, Violations violations, CancellationToken cancellationToken)
    {
        Names.Check(violations, "schedules", schedules.Select(s => s.ShortName));
        var flows = withFlows
            ? await definitions.FindManyAsync([.. schedules.Select(s => Definition.KeyOf(DefinitionKind.Flow, s.Flow)).Distinct()], cancellationToken)
            : null;
        foreach (var (i, schedule) in schedules.Index())
        {
            var path = $"schedules[{i}].";
            violations.Require(schedule.Flow.Length > 0, path + "flow", "is required: the short_name of the flow");
            if (schedule.Flow.Length > 0 && flows is not null)
                violations.Require(flows.ContainsKey(Definition.KeyOf(DefinitionKind.Flow, schedule.Flow)), path + "flow", $"there is no flow '{schedule.Flow}'; apply it first");
            violations.Require(Enum.IsDefined(schedule.Mode), path + "mode", "must be serial or parallel, or left out for the flow's own");
            violations.Require(Enum.IsDefined(schedule.CatchUp), path + "catch_up", "must be skip or all");
            violations.Require(Enum.IsDefined(schedule.Overlap), path + "overlap", "must be skip or allow");
            ScheduleTiming.Read(schedule, path, violations);
        }
    }
}
