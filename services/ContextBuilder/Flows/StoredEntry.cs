using System.Text.Json;
using Flux.Documents;

namespace Flux.ContextBuilder.Flows;

/// <summary>One element's entry in a run, as stored: a document of its own, so that elements that run at the same time do not wait for each other.</summary>
/// <param name="RunId">The run.</param>
/// <param name="ElementId">The element.</param>
/// <param name="Index">0-based place in the run.</param>
/// <param name="Context">Its context; secrets sealed.</param>
/// <param name="SecretPointers">Where they are.</param>
/// <param name="Tasks">Results by task id.</param>
internal sealed record StoredEntry(
    string RunId, long ElementId, int Index, JsonElement Context, IReadOnlyList<string> SecretPointers, SortedDictionary<long, JsonElement> Tasks)
{
    public static readonly DocumentType<StoredEntry> Type = new("flow-entries", [new("place", entry => Place(entry.RunId, entry.Index), Unique: true)]);

    public static string Id(string runId, long elementId) => $"{runId}/{elementId:D12}";

    /// <summary>Finds a run's entries, in order.</summary>
    public static DocumentQuery InRun(string runId) => DocumentQuery.All.Where("place", DocumentOperator.Prefix, runId + "/").OrderBy("place");

    private static string Place(string runId, int index) => $"{runId}/{index:D8}";
}
