using System.Text.Json.Nodes;

namespace Flux.FlowOrchestrator.Common;

/// <summary>Finds values by JSON pointer (RFC 6901).</summary>
internal static class JsonPointer
{
    /// <summary>The value at a pointer, or null when there is none.</summary>
    public static JsonNode? Find(JsonNode? node, string pointer)
    {
        foreach (var escaped in pointer.Split('/').Skip(1))
        {
            var part = escaped.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            node = node switch
            {
                JsonObject o => o[part],
                JsonArray a when int.TryParse(part, out var i) && i >= 0 && i < a.Count => a[i],
                _ => null,
            };
        }
        return node;
    }
}
