using System.Globalization;
using System.Text.Json;

namespace Flux.Notification.Composition;

/// <summary>Finds a value in a JSON text: by a dotted path as templates have it, or by a JSON pointer (RFC 6901) where a key has dots.</summary>
internal static class ContextValue
{
    /// <summary>The value; null when there is none.</summary>
    public static JsonElement? Find(JsonElement root, string path)
    {
        var names = path.StartsWith('/')
            ? path[1..].Split('/').Select(name => name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))
            : path.Split('.');
        var found = root;
        foreach (var name in names)
        {
            if (Step(found, name) is not { } next)
                return null;
            found = next;
        }

        return found;
    }

    private static JsonElement? Step(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.Object when value.TryGetProperty(name, out var member) => member,
        JsonValueKind.Array when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < value.GetArrayLength() => value[index],
        _ => null,
    };
}
