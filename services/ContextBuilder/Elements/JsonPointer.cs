using System.Text.Json.Nodes;

namespace Flux.ContextBuilder.Elements;

/// <summary>JSON pointers (RFC 6901) to members of objects.</summary>
internal static class JsonPointer
{
    public static string Append(string pointer, string key) => $"{pointer}/{key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>Replaces the value that a pointer names; nothing happens where there is none.</summary>
    public static void Replace(JsonNode root, string pointer, Func<JsonNode?, JsonNode?> change)
    {
        var keys = pointer.Split('/').Skip(1)
            .Select(key => key.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToList();
        JsonNode? node = root;
        foreach (var key in keys.SkipLast(1)) node = node is JsonObject parent && parent.TryGetPropertyValue(key, out var next) ? next : null;
        if (keys.Count > 0 && node is JsonObject owner && owner.TryGetPropertyValue(keys[^1], out var value)) owner[keys[^1]] = change(value);
    }
}
