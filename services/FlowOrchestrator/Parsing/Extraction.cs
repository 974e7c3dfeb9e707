using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Parsing;

/// <summary>
/// Fills a JSON structure with variables from an answer. <c>"{{ system.version }}"</c> alone is the value at that path with its type;
/// within other text it is inserted as text. A path goes through objects by key and through lists by 0-based number, or by <c>*</c> for a list of
/// the rest of the path in every item. What is not there is null, within other text nothing.
/// </summary>
internal static partial class Extraction
{
    /// <summary>The structure, its variables replaced.</summary>
    public static JsonNode? Apply(JsonNode? structure, JsonNode? answer)
    {
        switch (structure)
        {
            case JsonObject o:
                return new JsonObject(o.Select(p => KeyValuePair.Create(p.Key, Apply(p.Value, answer))));
            case JsonArray a:
                return new JsonArray([.. a.Select(item => Apply(item, answer))]);
            case JsonValue v when v.TryGetValue<string>(out var text):
                return Variable().Match(text) is { Success: true } whole && whole.Length == text.Trim().Length
                    ? Find(answer, Path(whole))
                    : JsonValue.Create(Variable().Replace(text, m => Find(answer, Path(m)) is { } value ? Json.Text(value) : ""));
            default:
                return structure?.DeepClone();
        }
    }

    private static string[] Path(Match variable) => variable.Groups["path"].Value.Split('.');

    private static JsonNode? Find(JsonNode? node, ReadOnlySpan<string> path)
    {
        for (var i = 0; i < path.Length; i++)
        {
            var part = path[i];
            if (part == "*")
            {
                var items = node switch
                {
                    JsonArray a => a.AsEnumerable(),
                    JsonObject o => o.Select(p => p.Value),
                    _ => [],
                };
                var found = new JsonArray();
                foreach (var item in items)
                    found.Add(Find(item, path[(i + 1)..]));
                return found;
            }
            node = node switch
            {
                JsonObject o => o[part],
                JsonArray a when int.TryParse(part, out var index) && index < a.Count => a[index],
                _ => null,
            };
        }
        return node?.DeepClone();
    }

    [GeneratedRegex(@"\{\{\s*(?<path>[^\s{}]+)\s*\}\}")]
    private static partial Regex Variable();
}
