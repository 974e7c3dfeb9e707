using System.Text.Json.Serialization;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Schedules;

/// <summary>A schedule as stored.</summary>
/// <param name="Schedule">What callers see; its etag counts the writes of callers.</param>
internal sealed record ScheduleDocument([property: JsonConverter(typeof(ProtoJson<Schedule>))] Schedule Schedule)
{
    /// <summary>The collection; id is the short_name.</summary>
    public static readonly DocumentType<ScheduleDocument> Type = new("schedules",
    [
        new("flow", d => d.Schedule.Flow),
        new("next", d => d.Schedule.NextTime?.ToDateTimeOffset()),
    ]);

    /// <summary>When it fires next; null while it is paused or never.</summary>
    [JsonIgnore]
    public DateTimeOffset? Next => Schedule.NextTime?.ToDateTimeOffset();

    /// <summary>A copy that fires next at another time.</summary>
    public ScheduleDocument Moved(DateTimeOffset? next, Action<Schedule>? change = null)
    {
        var copy = Schedule.Clone();
        copy.NextTime = next is { } time ? Timestamp.FromDateTimeOffset(time) : null;
        change?.Invoke(copy);
        return new ScheduleDocument(copy);
    }
}
