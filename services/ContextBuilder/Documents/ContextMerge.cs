using System.Text.Json.Nodes;

namespace Flux.ContextBuilder.Documents;

/// <summary>Merges objects without provenance: the later one wins (semantics 5.4).</summary>
internal static class ContextMerge
{
    /// <summary>Writes <paramref name="later"/> over <paramref name="target"/>. With <paramref name="deep"/> objects merge at every depth; lists are always replaced.</summary>
    public static void Over(JsonObject target, JsonObject later, bool deep)
    {
        foreach (var (key, value) in later)
        {
            if (deep && value is JsonObject above && target[key] is JsonObject below) Over(below, above, deep);
            else target[key] = value?.DeepClone();
        }
    }
}
