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
        new("schedule", d => d.Run.Schedule.Length > 0 ? d.Run.Schedule : null),
        new("parent", d => d.Run.ParentRunId.Length > 0 ? d.Run.ParentRunId : null),
        new("owner", d => RunStates.IsFinal(d.Run.State) || d.Run.ParentRunId.Length > 0 ? null : d.Owner),
        new("call", d => d.Call),
        new("ended", d => d.Run.ParentRunId.Length == 0 && RunStates.IsFinal(d.Run.State) ? d.Run.EndTime?.ToDateTimeOffset() : null),
        new("task", d => d.Run.Task.Length > 0 ? d.Run.Task : null),
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

    /// <summary>Exactly these elements, in this order; null selects by filter. A stored run holds a few only, see <see cref="ElementsAside"/>.</summary>
    public IReadOnlyList<long>? ElementIds { get; init; }

    /// <summary>Its many chosen elements lie in <see cref="ElementList"/>.</summary>
    public bool ElementsAside { get; init; }

    /// <summary>The step of the flow with which it begins; steps before it are left out (RerunFlow).</summary>
    public int FirstStep { get; init; }

    /// <summary>Its elements are stored: selected, ordered and filtered.</summary>
    public bool Selected { get; init; }

    /// <summary>The process that has it; empty when it gave it back. A nested run goes with its root.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Run and place of the run_flow that started it; null at the root.</summary>
    public string? Call { get; init; }

    /// <summary>Level of nesting; 1 at the root.</summary>
    public int Depth { get; init; } = 1;

    /// <summary>Sequence number of the last stored event.</summary>
    public long LastSequence { get; init; }

    /// <summary>A copy whose <see cref="Run"/> no one else holds.</summary>
    public RunDocument Copy(long lastSequence) => this with { Run = Run.Clone(), LastSequence = lastSequence };
}
