using System.Text.Json.Serialization;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>One execution of one task on one element of a run.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Result">What callers see.</param>
/// <param name="Call">Run and place of the call that it is part of.</param>
internal sealed record TaskDocument(string RunId, [property: JsonConverter(typeof(ProtoJson<TaskResult>))] TaskResult Result, string? Call = null)
{
    /// <summary>The collection; ids sort by run, then in the order in which the executions began.</summary>
    public static readonly DocumentType<TaskDocument> Type = new("run-tasks",
    [
        new("element", d => ElementKey(d.RunId, d.Result.ElementId)),
        new("call", d => d.Call),
        new("state", d => ElementDocument.StateKey(d.RunId, d.Result.State)),
    ]);

    /// <summary>Id of an execution's document.</summary>
    public static string Id(string runId, string taskResultId) => $"{runId}/{taskResultId.PadLeft(10, '0')}";

    /// <summary>Key of the executions on one element.</summary>
    public static string ElementKey(string runId, long elementId) => $"{runId}/{elementId}";
}
