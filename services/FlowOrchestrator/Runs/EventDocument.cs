using System.Text.Json.Serialization;
using Flux.Contracts.Flow;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>One event of a run.</summary>
/// <param name="Event">What callers see.</param>
internal sealed record EventDocument([property: JsonConverter(typeof(ProtoJson<RunEvent>))] RunEvent Event)
{
    /// <summary>The collection; ids sort by run, then by sequence number.</summary>
    public static readonly DocumentType<EventDocument> Type = new("run-events",
    [
        new("element", d => LogLines.ElementOf(d.Event)),
        new("level", d => (long)LogLines.LevelOf(d.Event)),
    ]);

    /// <summary>Id of an event's document.</summary>
    public static string Id(string runId, long sequence) => $"{runId}/{sequence:D12}";
}
