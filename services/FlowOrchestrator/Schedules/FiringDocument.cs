using System.Text.Json.Serialization;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Schedules;

/// <summary>The audit row of a firing: its id is what keeps a due time from firing twice.</summary>
/// <param name="Firing">What callers see.</param>
internal sealed record FiringDocument([property: JsonConverter(typeof(ProtoJson<ScheduleFiring>))] ScheduleFiring Firing)
{
    /// <summary>The collection; ids sort by schedule, then by due time.</summary>
    public static readonly DocumentType<FiringDocument> Type = new("schedule-firings", [new("due", d => d.Firing.DueTime.ToDateTimeOffset())]);

    /// <summary>Its id.</summary>
    [JsonIgnore]
    public string Id
    {
        get
        {
            var due = $"{Firing.Schedule}/{Firing.DueTime.ToDateTimeOffset().ToUnixTimeMilliseconds():D15}";
            return Firing.Manual ? $"{due}-{Firing.RunId}" : due;
        }
    }
}
