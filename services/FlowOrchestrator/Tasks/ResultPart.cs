using Flux.Documents;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>A part of a step's result that is too large for the document of its task.</summary>
/// <param name="Text">Up to 512 Ki characters of the result's JSON.</param>
internal sealed record ResultPart(string Text)
{
    /// <summary>The collection; ids begin with the run's id.</summary>
    public static readonly DocumentType<ResultPart> Type = new("run-result-parts", []);

    /// <summary>What the ids of a step's parts begin with.</summary>
    public static string Prefix(string runId, string taskResultId, string step) => $"{runId}/{taskResultId.PadLeft(10, '0')}/{step}/";
}
