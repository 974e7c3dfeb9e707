using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Flux.FlowOrchestrator.Parsing.Block;

/// <summary>
/// Lines nested by indentation. <c>interface Gi0/1</c> with lines below it is <c>{"interface": {"Gi0/1": {...}}}</c>, <c>mtu 9000</c> is
/// <c>{"mtu": "9000"}</c>, a word alone is true, the same word again makes a list. Lines of "!" and "#" are left out. The text of a banner is one value.
/// </summary>
internal static partial class IndentedLines
{
    private const int Deepest = 40;

    /// <summary>Parses a text.</summary>
    public static JsonObject Parse(string text, ParseBudget budget)
    {
        var root = new JsonObject();
        var open = new List<(int Indent, JsonObject Node)> { (-1, root) };
        (int Indent, string Text, int Number)? before = null;
        var lines = TextLines.Of(text).ToList();
        for (var number = 1; number <= lines.Count; number++)
        {
            budget.Spend(number);
            var line = lines[number - 1];
            var words = line.Trim();
            if (words.Length == 0 || words[0] is '!' or '#')
                continue;
            var next = (TextLines.Indent(line), words, number);
            if (BannerEnd(lines, number - 1) is { } end)
            {
                next.words = string.Join('\n', lines[(number - 1)..(end + 1)]).Trim();
                number = end + 1;
            }
            Add(before, next.Item1, open);
            before = next;
        }
        Add(before, 0, open);
        return root;
    }

    // "banner motd ^C", free text, "^C": what lies between is no configuration.
    private static int? BannerEnd(List<string> lines, int begin)
    {
        if (Banner().Match(lines[begin]) is not { Success: true } banner)
            return null;
        var end = lines.FindIndex(begin + 1, l => l.Contains(banner.Groups["mark"].Value, StringComparison.Ordinal));
        return end < 0 ? null : end;
    }

    // A line is added when the one after it shows whether anything lies below it.
    private static void Add((int Indent, string Text, int Number)? line, int nextIndent, List<(int Indent, JsonObject Node)> open)
    {
        if (line is not { } it)
            return;
        while (open[^1].Indent >= it.Indent)
            open.RemoveAt(open.Count - 1);
        var node = open[^1].Node;
        var space = it.Text.IndexOf(' ', StringComparison.Ordinal);
        var (word, rest) = space < 0 ? (it.Text, "") : (it.Text[..space], it.Text[(space + 1)..].Trim());
        if (nextIndent > it.Indent && open.Count < Deepest)
        {
            var inner = new JsonObject();
            Block(node, word, rest, inner);
            open.Add((it.Indent, inner));
        }
        else
        {
            Leaf(node, word, rest.Length > 0 ? JsonValue.Create(rest) : JsonValue.Create(true));
        }
    }

    private static void Block(JsonObject node, string word, string rest, JsonObject inner)
    {
        if (rest.Length == 0)
        {
            Leaf(node, word, inner);
            return;
        }
        if (node[word] is not JsonObject named)
        {
            // A word that had values of its own keeps them under "_value".
            var values = node[word]?.DeepClone();
            named = [];
            if (values is not null)
                named["_value"] = values;
            node[word] = named;
        }
        Leaf(named, rest, inner);
    }

    private static void Leaf(JsonObject node, string key, JsonNode value)
    {
        switch (node[key])
        {
            case null:
                node[key] = value;
                break;
            case JsonArray list:
                list.Add(value);
                break;
            case JsonObject named when value is not JsonObject:
                Leaf(named, "_value", value);
                break;
            case var first:
                node[key] = new JsonArray(first.DeepClone(), value);
                break;
        }
    }

    [GeneratedRegex(@"^\s*banner \S+ (?<mark>\^C|[^\w\s])(?:(?!\k<mark>).)*$")]
    private static partial Regex Banner();
}
