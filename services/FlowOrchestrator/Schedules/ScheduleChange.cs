using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Schedules;

/// <summary>A declared schedule beside the stored one, and what applying it does.</summary>
internal sealed class ScheduleChange
{
    // Given by the service, so no caller changes them.
    private static readonly string[] Given = ["id", "etag", "next_time", "last_time", "last_run_id"];

    private readonly Schedule _schedule;

    /// <summary>Compares.</summary>
    public ScheduleChange(Schedule declared, Document<ScheduleDocument>? stored)
    {
        Stored = stored;
        _schedule = Complete(declared, stored?.Value.Schedule);
        Applied = new AppliedResource { Kind = "schedules", Name = declared.ShortName, Id = _schedule.Id, Outcome = ApplyOutcome.Created };
        if (stored is null)
            return;
        var before = stored.Value.Schedule;
        Applied.ChangedFields.AddRange(Schedule.Descriptor.Fields.InDeclarationOrder()
            .Where(f => !Given.Contains(f.Name) && !Equals(f.Accessor.GetValue(before), f.Accessor.GetValue(_schedule))).Select(f => f.Name));
        Applied.Outcome = Applied.ChangedFields.Count > 0 ? ApplyOutcome.Changed : ApplyOutcome.Unchanged;
    }

    /// <summary>The schedule of that name as it was read.</summary>
    public Document<ScheduleDocument>? Stored { get; }

    /// <summary>The schedule as it becomes; complete once it is added to a batch.</summary>
    public Schedule Result => _schedule;

    /// <summary>The outcome.</summary>
    public AppliedResource Applied { get; }

    /// <summary>Adds the write to a batch, if one is needed.</summary>
    public void AddTo(DocumentBatch batch, DateTimeOffset now)
    {
        if (Applied.Outcome == ApplyOutcome.Unchanged)
            return;
        _schedule.Id = Applied.Id;
        _schedule.Etag = NextEtag(Stored?.Value.Schedule);
        // What only changes a description must not drop a firing that is due.
        if (Stored is null || Applied.ChangedFields.Any(f => f is "cron" or "daily" or "time_zone" or "paused"))
            _schedule.NextTime = _schedule.Paused ? null : ScheduleTiming.Of(_schedule)?.Next(now) is { } next ? Timestamp.FromDateTimeOffset(next) : null;
        var document = new ScheduleDocument(_schedule);
        if (Stored is null)
            batch.Insert(ScheduleDocument.Type, _schedule.ShortName, document);
        else
            batch.Update(ScheduleDocument.Type, _schedule.ShortName, document, Stored.Version);
    }

    /// <summary>The etag after a write of a caller.</summary>
    public static string NextEtag(Schedule? stored) => stored is null ? "w1" : $"w{int.Parse(stored.Etag.AsSpan(1)) + 1}";

    private static Schedule Complete(Schedule declared, Schedule? stored)
    {
        var complete = declared.Clone();
        if (!complete.HasPaused)
            complete.Paused = stored?.Paused ?? false;
        if (complete.CatchUp == CatchUp.Unspecified)
            complete.CatchUp = CatchUp.Skip;
        if (complete.Overlap == Overlap.Unspecified)
            complete.Overlap = Overlap.Skip;
        (complete.Id, complete.NextTime, complete.LastTime, complete.LastRunId) = (stored?.Id ?? 0, stored?.NextTime, stored?.LastTime, stored?.LastRunId ?? "");
        return complete;
    }
}
