using System.Text.Json.Nodes;
using Flux.Contracts.Context.V1;

namespace Flux.ContextBuilder.Documents;

/// <summary>Merges values without provenance: the later one wins (semantics 5.4).</summary>
internal static class ContextMerge
{
    /// <summary>Writes <paramref name="later"/> over <paramref name="target"/>, key by key.</summary>
    public static void Over(JsonObject target, JsonObject later, MergeMode mode)
    {
        foreach (var (key, value) in later)
            target[key] = target.TryGetPropertyValue(key, out var below) ? Values(below, value, mode) : value?.DeepClone();
    }

    /// <summary>What two values of one key make together; the arguments stay as they are.</summary>
    public static JsonNode? Values(JsonNode? below, JsonNode? above, MergeMode mode)
    {
        if (mode is MergeMode.Deep or MergeMode.Concat && below is JsonObject lower && above is JsonObject higher)
        {
            var merged = lower.DeepClone().AsObject();
            Over(merged, higher, mode);
            return merged;
        }

        if (mode == MergeMode.Concat && below is JsonArray first && above is JsonArray second)
            return new JsonArray([.. first.Concat(second).Select(item => item?.DeepClone())]);
        return above?.DeepClone();
    }
}
