using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Parsing.Ttp;

/// <summary>Reads a template: its tags, its groups, its variables; the lines are compiled by <see cref="TtpLineCompiler"/>.</summary>
internal sealed partial class TtpReader
{
    private const int MostLines = 2000;
    private static readonly string[] Ignored = ["doc", "output"];
    private readonly JsonObject _variables = [];
    private readonly Dictionary<string, JsonObject> _resultVariables = [];
    private readonly TtpGroup _root = new(null, [], 0);
    private readonly string[] _lines;
    private TtpGroup _group;
    private int _number;

    private TtpReader(string text)
    {
        _lines = text.Split('\n');
        _group = _root;
    }

    /// <summary>Reads a template.</summary>
    /// <exception cref="FormatException">It is none, or uses something that is not supported; the message begins with the line.</exception>
    public static TtpTemplate Read(string text)
    {
        var reader = new TtpReader(text);
        reader.ReadLines();
        return new TtpTemplate(reader._root, reader._variables, reader._resultVariables);
    }

    private void ReadLines()
    {
        if (_lines.Length > MostLines)
            throw new FormatException($"line {MostLines + 1}: a template has at most {MostLines} lines, this one has {_lines.Length}");
        // Variables may be used above their own tag.
        var pending = new List<(TtpGroup Group, string Text, int Number)>();
        while (_number < _lines.Length)
        {
            var text = _lines[_number++].TrimEnd();
            if (text.Trim().Length == 0 || text.TrimStart().StartsWith("##", StringComparison.Ordinal))
                continue;
            if (Tag().Match(text) is { Success: true } tag)
                ReadTag(tag);
            else if (OneLineDoc().IsMatch(text))
                continue;
            else if (HalfTag().Match(text) is { Success: true } half)
                throw new FormatException($"line {_number}: <{half.Groups["name"].Value}> stands on a line of its own, its content on the lines after it");
            else
                pending.Add((_group, WebUtility.HtmlDecode(text), _number));
        }
        if (_group != _root)
            throw new FormatException($"line {_group.Line}: <group> is not closed");
        foreach (var (group, text, number) in pending)
            TtpLineCompiler.Add(group, text, number, _variables);
        Check(_root);
    }

    private static void Check(TtpGroup group)
    {
        foreach (var child in group.Children)
        {
            if (child.Lines.All(l => l.Kind != TtpLineKind.Start))
                throw new FormatException($"line {child.Line}: the group has no line to begin with");
            Check(child);
        }
    }

    private void ReadTag(Match tag)
    {
        var (name, closes) = (tag.Groups["name"].Value, tag.Groups["close"].Success);
        var attributes = new Dictionary<string, string>();
        foreach (Match attribute in Attribute().Matches(tag.Groups["attributes"].Value))
        {
            if (!attributes.TryAdd(attribute.Groups["key"].Value, attribute.Groups["value"].Value))
                throw new FormatException($"line {_number}: <{name}> has '{attribute.Groups["key"].Value}' twice");
        }
        switch (name)
        {
            case "template":
                break;
            case "group" when closes:
                _group = _group.Parent ?? throw new FormatException($"line {_number}: </group> closes nothing");
                break;
            case "group":
                var group = NewGroup(attributes);
                _group.Children.Add(group);
                _group = group;
                break;
            case "vars" when !closes:
                ReadVariables(attributes, Inner("vars"));
                break;
            case var _ when Ignored.Contains(name) && !closes:
                if (!tag.Groups["empty"].Success)
                    Inner(name);
                break;
            default:
                throw new FormatException(closes ? $"line {_number}: </{name}> closes nothing" : $"line {_number}: <{name}> is not supported: {Remedy(name)}");
        }
    }

    private static string Remedy(string tag) => tag switch
    {
        "macro" => "use a pyps model, or a processing script after this model",
        "lookup" => "look the values up in a processing script after this model, or use a pyps model",
        "input" => "the text is what the element answered; leave the tag out, or choose a part of the text in a pyps model",
        "extend" => "write the lines of the other template here",
        _ => "these are: group, vars, doc, template",
    };

    private TtpGroup NewGroup(Dictionary<string, string> attributes)
    {
        var known = new[] { "name", "default", "contains", "containsall", "exclude", "method" };
        if (attributes.Keys.FirstOrDefault(k => !known.Contains(k)) is { } unknown)
            throw new FormatException($"line {_number}: <group> has no attribute '{unknown}' here; these are: {string.Join(", ", known)}");
        var name = attributes.GetValueOrDefault("name", "");
        if (name.Length == 0)
            throw new FormatException($"line {_number}: <group> needs a name: the key of its items in the result, as in name=\"interfaces*\"");
        var group = new TtpGroup(_group, Path(name), _number)
        {
            Contains = Names(attributes.GetValueOrDefault("contains") ?? attributes.GetValueOrDefault("containsall")),
            Exclude = Names(attributes.GetValueOrDefault("exclude")),
            IsTable = attributes.GetValueOrDefault("method") == "table",
        };
        if (attributes.TryGetValue("default", out var value))
            group.Defaults[""] = value;
        return group;
    }

    private List<TtpPathPart> Path(string name)
    {
        var parts = new List<TtpPathPart>();
        foreach (Match part in PathPart().Matches(name))
        {
            var isVariable = part.Groups["variable"].Success;
            parts.Add(new TtpPathPart(part.Groups[isVariable ? "variable" : "key"].Value, isVariable, part.Groups["stars"].Value == "*"));
        }
        return parts.Count > 0 ? parts : throw new FormatException($"line {_number}: '{name}' is no name of a group");
    }

    // Up to the closing tag; the lines count on.
    private string Inner(string tag)
    {
        var begin = _number;
        var lines = new List<string>();
        for (; _number < _lines.Length; lines.Add(_lines[_number++]))
        {
            if (_lines[_number].Trim() == $"</{tag}>")
            {
                _number++;
                return string.Join('\n', lines);
            }
        }
        throw new FormatException($"line {begin}: <{tag}> is not closed");
    }

    private void ReadVariables(Dictionary<string, string> attributes, string text)
    {
        var first = _number - text.Split('\n').Length - 1;
        var read = attributes.GetValueOrDefault("load", "python") switch
        {
            "python" => PythonVariables(text, first),
            "json" => Json.Parse(text) as JsonObject,
            "yaml" => YamlJson.Read(text).Value as JsonObject,
            var other => throw new FormatException($"line {first}: <vars> cannot load '{other}'; use python, json or yaml"),
        };
        foreach (var (key, value) in read ?? throw new FormatException($"line {first}: <vars> holds no variables by name"))
            _variables[key] = value?.DeepClone();
        if (attributes.TryGetValue("name", out var name))
            _resultVariables[name] = (JsonObject)read.DeepClone();
    }

    private static JsonObject PythonVariables(string text, int first)
    {
        var variables = new JsonObject();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Trim().Length == 0 || lines[i].TrimStart().StartsWith('#'))
                continue;
            var at = first + i + 1;
            var assignment = Assignment().Match(lines[i]);
            if (!assignment.Success)
                throw new FormatException($"line {at}: <vars> holds lines like name = \"value\" only; no code runs");
            var value = assignment.Groups["value"].Value;
            while (Open(value) > 0 && i + 1 < lines.Length)
                value += "\n" + lines[++i];
            variables[assignment.Groups["name"].Value] = new TtpTokens(value, at).ReadLiteral();
        }
        return variables;
    }

    private static int Open(string value) => value.Count(c => c is '[' or '{' or '(') - value.Count(c => c is ']' or '}' or ')');

    private static List<string> Names(string? list) => [.. (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    [GeneratedRegex(@"^\s*<(?<close>/)?(?<name>group|vars|doc|template|input|output|macro|lookup|extend)\b(?<attributes>[^>]*?)(?<empty>/)?>\s*$")]
    private static partial Regex Tag();

    [GeneratedRegex(@"^\s*<doc>.*</doc>\s*$")]
    private static partial Regex OneLineDoc();

    [GeneratedRegex(@"^\s*</?(?<name>group|vars|doc|template|input|output|macro|lookup|extend)\b[^>]*>")]
    private static partial Regex HalfTag();

    [GeneratedRegex("""(?<key>\w+)\s*=\s*(?:"(?<value>[^"]*)"|'(?<value>[^']*)')""")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"(?:\{\{\s*(?<variable>\w+)\s*\}\}|(?<key>[^.*{}\s]+))(?<stars>\**)(?:\.|$)")]
    private static partial Regex PathPart();

    [GeneratedRegex(@"^\s*(?<name>\w+)\s*=\s*(?<value>.+)$")]
    private static partial Regex Assignment();
}
