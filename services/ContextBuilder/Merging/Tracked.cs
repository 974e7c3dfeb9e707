using System.Text.Json.Nodes;

namespace Flux.ContextBuilder.Merging;

/// <summary>A value with its provenance.</summary>
/// <param name="Exists">False for a key that was removed; then there is no value.</param>
/// <param name="Value">JSON; null is a value.</param>
/// <param name="Writer">The task that put it here, by writing it or by settling a conflict.</param>
/// <param name="Origin">The task that first made it.</param>
internal sealed record Tracked(bool Exists, JsonNode? Value, string Writer, string Origin)
{
    /// <summary>The same text: 1 and 1.0 differ.</summary>
    public bool SameValue(Tracked other) => Exists == other.Exists && Documents.ContextObjects.Write(Value) == Documents.ContextObjects.Write(other.Value);
}
