using System.Text.Json.Serialization;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>A run as stored: small whatever its size, since elements, tasks and events are documents of their own.</summary>
internal sealed record RunDocument
{
    /// <summary>The collection; id is the run's.</summary>
    public static readonly DocumentType<RunDocument> Type = new("runs",
    [
        new("state", d => d.Run.State),
        new("flow", d => d.Run.Flow),
        new("request", d => d.Run.RequestId.Length > 0 ? d.Run.RequestId : null, Unique: true),
    ]);

    /// <summary>What callers see.</summary>
    [JsonConverter(typeof(ProtoJson<Run>))]
    public required Run Run { get; init; }

    /// <summary>The revision of the definitions that it works with until it ends.</summary>
    public required long Revision { get; init; }

    /// <summary>Other elements than the flow's own; null takes the flow's.</summary>
    [JsonConverter(typeof(ProtoJson<ElementFilter>))]
    public ElementFilter? Selection { get; init; }

    /// <summary>Exactly these elements, in this order; null selects by filter.</summary>
    public IReadOnlyList<long>? ElementIds { get; init; }

    /// <summary>Level of nesting; 1 at the root.</summary>
    public int Depth { get; init; } = 1;

    /// <summary>Sequence number of the last stored event.</summary>
    public long LastSequence { get; init; }

    /// <summary>A copy whose <see cref="Run"/> no one else holds.</summary>
    public RunDocument Copy(long lastSequence) => this with { Run = Run.Clone(), LastSequence = lastSequence };
}
