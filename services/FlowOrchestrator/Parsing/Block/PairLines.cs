using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Flux.FlowOrchestrator.Parsing.Block;

/// <summary>
/// Lines of <c>key: value</c>; a key without a value holds the lines that are indented below it. Keys become lower case with underscores, a key
/// that comes again makes a list, other lines are left out.
/// </summary>
internal static partial class PairLines
{
    /// <summary>Whether a line is a pair.</summary>
    public static bool IsPair(string line) => Pair().IsMatch(line);

    /// <summary>Parses a text.</summary>
    public static JsonObject Parse(string text, ParseBudget budget)
    {
        var root = new JsonObject();
        var open = new List<(int Indent, JsonObject Node)> { (-1, root) };
        var number = 0;
        foreach (var line in TextLines.Of(text))
        {
            budget.Spend(++number);
            if (Pair().Match(line) is not { Success: true } pair)
                continue;
            var indent = TextLines.Indent(line);
            while (open[^1].Indent >= indent)
                open.RemoveAt(open.Count - 1);
            var key = Keys.Of(pair.Groups["key"].Value);
            var value = pair.Groups["value"].Value.Trim();
            if (value.Length > 0)
            {
                Add(open[^1].Node, key, JsonValue.Create(value));
                continue;
            }
            var inner = new JsonObject();
            Add(open[^1].Node, key, inner);
            open.Add((indent, inner));
        }
        return root;
    }

    private static void Add(JsonObject node, string key, JsonNode value)
    {
        switch (node[key])
        {
            case null:
                node[key] = value;
                break;
            case JsonArray list:
                list.Add(value);
                break;
            case var first:
                node[key] = new JsonArray(first.DeepClone(), value);
                break;
        }
    }

    // "12:30:01 up 5 days" and "fe80::1" are no keys: a key begins with a letter and a blank, or the end, follows the colon.
    [GeneratedRegex(@"^\s*(?<key>[A-Za-z][^:=|]{0,60}?)\s*(?:\.{2,}\s*)?[:=](?<value>\s.*)?$")]
    private static partial Regex Pair();
}
