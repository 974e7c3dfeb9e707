using System.Text.Json.Serialization;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>What a run did with one element.</summary>
/// <param name="RunId">The run.</param>
/// <param name="Result">What callers see.</param>
/// <param name="Groups">Names of its groups when it was selected.</param>
internal sealed record ElementDocument(
    string RunId, [property: JsonConverter(typeof(ProtoJson<ElementResult>))] ElementResult Result, IReadOnlyList<string>? Groups = null)
{
    /// <summary>The collection; ids sort by run, then in run order.</summary>
    public static readonly DocumentType<ElementDocument> Type = new("run-elements", [new("state", d => StateKey(d.RunId, d.Result.State))]);

    /// <summary>Id of an element's document.</summary>
    public static string Id(string runId, int index) => $"{runId}/{index:D8}";

    /// <summary>Key of the elements, or tasks, of a run in one state.</summary>
    public static string StateKey(string runId, WorkState state) => $"{runId}/{state}";
}
