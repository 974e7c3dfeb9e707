using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flux.ContextBuilder.Elements;

/// <summary>JSON pointers (RFC 6901) to members of objects.</summary>
internal static class JsonPointer
{
    public static string Append(string pointer, string key) => $"{pointer}/{key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>Replaces the value that a pointer names; nothing happens where there is none.</summary>
    public static void Replace(JsonNode root, string pointer, Func<JsonNode?, JsonNode?> change)
    {
        var keys = Keys(pointer);
        JsonNode? node = root;
        foreach (var key in keys.SkipLast(1)) node = node is JsonObject parent && parent.TryGetPropertyValue(key, out var next) ? next : null;
        if (keys.Count > 0 && node is JsonObject owner && owner.TryGetPropertyValue(keys[^1], out var value)) owner[keys[^1]] = change(value);
    }

    /// <summary>The value that a pointer names, through objects and lists; null where there is none.</summary>
    public static JsonElement? Find(JsonElement root, string pointer)
    {
        var value = root;
        foreach (var key in Keys(pointer))
        {
            if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty(key, out var member)) value = member;
            else if (value.ValueKind == JsonValueKind.Array && int.TryParse(key, out var index) && index >= 0 && index < value.GetArrayLength()) value = value[index];
            else return null;
        }

        return value;
    }

    private static List<string> Keys(string pointer) =>
        [.. pointer.Split('/').Skip(1).Select(key => key.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
}
