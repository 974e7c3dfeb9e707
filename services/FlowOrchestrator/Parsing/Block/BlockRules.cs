using System.Text.Json.Nodes;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Parsing.Block;

/// <summary>The rules of a block model.</summary>
/// <param name="Kind">Which built-in rules apply; null detects.</param>
/// <param name="Rules">The model's own; their results lie over the built-in ones.</param>
internal sealed record BlockRules(BlockKind? Kind, IReadOnlyList<BlockRule> Rules)
{
    private const int MostRules = 200;

    /// <summary>Reads the YAML of a model; empty text detects.</summary>
    /// <exception cref="FormatException">It holds something else; the message begins with the line.</exception>
    public static BlockRules Read(string yaml)
    {
        if (yaml.Trim().Length == 0)
            return new BlockRules(null, []);
        var (value, lines) = YamlJson.Read(yaml);
        var root = value as JsonObject ?? throw new FormatException("line 1: the rules are a mapping with 'kind', 'rules' or both");
        Known(root, "", lines, "kind", "rules");
        if (root["rules"] is not (null or JsonArray))
            throw new FormatException($"line {lines["rules"]}: rules is a list");
        var rules = (root["rules"] as JsonArray ?? []).Select((r, i) => Rule(r, $"rules[{i}]", lines)).ToList();
        if (rules.Count > MostRules)
            throw new FormatException($"line {lines["rules"]}: {rules.Count} rules are too many (limit {MostRules})");
        if (rules.GroupBy(r => r.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new FormatException($"line {lines["rules"]}: two rules have the name '{twice.Key}'");
        return new BlockRules(Kinds(root, lines, rules.Count), rules);
    }

    private static BlockKind? Kinds(JsonObject root, IReadOnlyDictionary<string, int> lines, int rules)
    {
        if (root["kind"] is not { } kind)
            return rules > 0 ? BlockKind.None : null;
        return Json.Text(kind) switch
        {
            "auto" => null,
            "indented" => BlockKind.Indented,
            "table" => BlockKind.Table,
            "pairs" => BlockKind.Pairs,
            "interfaces" => BlockKind.Interfaces,
            var other => throw new FormatException($"line {lines["kind"]}: there is no kind '{other}'; use auto, indented, table, pairs or interfaces"),
        };
    }

    private static BlockRule Rule(JsonNode? node, string path, IReadOnlyDictionary<string, int> lines)
    {
        var rule = node as JsonObject ?? throw new FormatException($"line {lines[path]}: a rule is a mapping with 'name' and 'match' or 'fields'");
        Known(rule, path, lines, "name", "start", "end", "key", "fields", "match", "type", "many", "default");
        var name = Text(rule, "name", path, lines) ?? throw new FormatException($"line {lines[path]}: a rule needs a name: its key in the result");
        var start = Text(rule, "start", path, lines);
        var fields = new List<BlockField>();
        if (rule["fields"] is JsonObject given)
            fields.AddRange(given.Select(f => Field(f.Key, f.Value, $"{path}.fields.{f.Key}", lines)));
        else if (rule["fields"] is not null)
            throw new FormatException($"line {lines[$"{path}.fields"]}: fields is a mapping of names to patterns");
        if (rule.ContainsKey("match"))
        {
            if (fields.Count > 0 || start is not null)
                throw new FormatException($"line {lines[$"{path}.match"]}: a rule has either match, or start and fields");
            fields.Add(Field("", rule, path, lines));
        }
        if (fields.Count == 0 && start is null)
            throw new FormatException($"line {lines[path]}: rule '{name}' looks for nothing; give match, or start and fields");
        var begin = start is null ? null : Pattern.Compile(start, lines[$"{path}.start"]);
        var end = Text(rule, "end", path, lines) is { } stop ? Pattern.Compile(stop, lines[$"{path}.end"]) : null;
        var key = Text(rule, "key", path, lines) ?? "";
        if (key.Length > 0 && fields.All(f => f.Name != key) && begin?.GetGroupNames().Contains(key) != true)
            throw new FormatException($"line {lines[$"{path}.key"]}: key '{key}' is neither a field nor a named group of start");
        return new BlockRule(name, begin, end, key, fields);
    }

    private static BlockField Field(string name, JsonNode? node, string path, IReadOnlyDictionary<string, int> lines)
    {
        if (node is JsonValue)
            return new BlockField(name, Pattern.Compile(Json.Text(node), lines[path]), "string", false, null);
        var field = node as JsonObject ?? throw new FormatException($"line {lines[path]}: a field is a pattern, or a mapping with 'match'");
        if (name.Length > 0)
            Known(field, path, lines, "match", "type", "many", "default");
        var match = Text(field, "match", path, lines) ?? throw new FormatException($"line {lines[path]}: field '{name}' needs match, a regular expression");
        var type = Text(field, "type", path, lines) ?? "string";
        if (!BlockField.Types.Contains(type))
            throw new FormatException($"line {lines[$"{path}.type"]}: there is no type '{type}'; use {string.Join(", ", BlockField.Types)}");
        return new BlockField(name, Pattern.Compile(match, lines[$"{path}.match"]), type, Json.IsTrue(field["many"]), field["default"]);
    }

    private static string? Text(JsonObject o, string key, string path, IReadOnlyDictionary<string, int> lines) => o[key] switch
    {
        null => null,
        JsonValue v => Json.Text(v),
        _ => throw new FormatException($"line {lines[$"{path}.{key}"]}: {key} is a text"),
    };

    private static void Known(JsonObject o, string path, IReadOnlyDictionary<string, int> lines, params string[] keys)
    {
        if (o.Select(p => p.Key).FirstOrDefault(k => !keys.Contains(k)) is { } unknown)
            throw new FormatException($"line {lines[path.Length > 0 ? $"{path}.{unknown}" : unknown]}: there is no key '{unknown}' here; use {string.Join(", ", keys)}");
    }
}
