using Flux.Documents;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>A finished call of a run, from which a replay answers it again (semantics 5.9).</summary>
/// <param name="Hash">Hash of what was called with which arguments.</param>
/// <param name="Answer">The answer as JSON, encrypted since it may hold secrets.</param>
internal sealed record CallDocument(string Hash, string Answer)
{
    /// <summary>The collection; ids sort by run, then by the call's place.</summary>
    public static readonly DocumentType<CallDocument> Type = new("run-calls", []);

    /// <summary>Id of a call's document.</summary>
    public static string Id(string runId, string place) => $"{runId}/{place}";
}
