using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Flux.Cli.Yaml;

/// <summary>Reads one YAML document into values that know their place. Anchors, aliases and merge keys ("&lt;&lt;") work.</summary>
internal sealed class YamlReader
{
    private const int MaxDepth = 64;

    private readonly Parser _parser;
    private readonly Substitution _substitution;
    private readonly SourceErrors _errors;
    private readonly Dictionary<AnchorName, YamlValue> _anchors = [];

    private YamlReader(string text, Substitution substitution, SourceErrors errors) =>
        (_parser, _substitution, _errors) = (new Parser(new StringReader(text)), substitution, errors);

    /// <summary>The document's mapping; null when it is unreadable or empty, with the reason among the errors.</summary>
    public static YamlMap? Read(string text, Substitution substitution, SourceErrors errors)
    {
        var reader = new YamlReader(text, substitution, errors);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException error)
        {
            // A tab is the commonest slip, and the parser's own words do not name it.
            var tab = Array.FindIndex(text.Split('\n'), line => line.TrimStart(' ').StartsWith('\t')) + 1;
            if (tab > 0)
                errors.Add(new SourcePosition(tab, 1), "", "this is no valid YAML: the line is indented with a tab, use spaces");
            else
                errors.Add(Place(error.Start), "", "this is no valid YAML: " + (error.InnerException ?? error).Message);
            return null;
        }
        catch (InvalidOperationException)
        {
            // The scanner of YamlDotNet says so when a plain scalar in brackets runs into the next key.
            errors.Add(Place(reader._parser.Current?.End ?? Mark.Empty), "", "this is no valid YAML: a bracket that opened before is not closed");
            return null;
        }
    }

    private YamlMap? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            _errors.Add(new SourcePosition(1, 1), "", "the file is empty: it needs at least one of the top-level lists");
            return null;
        }

        var value = ReadValue("", 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
            _errors.Add(Place(second.Start), "", "a file holds one document: remove the '---' or split the file");
        if (value is YamlMap map)
            return map;
        _errors.Add(value.Position, "", $"the file must be a mapping with top-level lists, not {value.Kind}");
        return null;
    }

    private YamlValue ReadValue(string path, int depth)
    {
        if (depth > MaxDepth)
            throw new YamlException(_parser.Current!.Start, _parser.Current.End, $"more than {MaxDepth} levels of nesting");
        if (_parser.TryConsume<AnchorAlias>(out var alias))
            return _anchors.TryGetValue(alias.Value, out var target) ? target : throw new YamlException(alias.Start, alias.End, $"no anchor &{alias.Value} stands before this alias");
        var start = (NodeEvent)_parser.Current!;
        YamlValue value = start switch
        {
            Scalar => ReadScalar(path),
            SequenceStart => ReadList(path, depth),
            _ => ReadMap(path, depth),
        };
        if (!start.Anchor.IsEmpty)
            _anchors[start.Anchor] = value;
        return value;
    }

    private YamlScalar ReadScalar(string path)
    {
        var scalar = _parser.Consume<Scalar>();
        var position = Place(scalar.Start);
        var text = _substitution.Fill(scalar.Value, name =>
            _errors.Add(position, path, $"${{{name}}} has no value: give --set {name}=VALUE, set it in the environment, write ${{{name}:-default}}, or $${{{name}}} for the characters themselves"));
        var plain = scalar.Style == ScalarStyle.Plain && (scalar.Tag.IsEmpty || scalar.Tag.IsNonSpecific);
        var type = plain ? CoreSchema.TypeOf(text) : ScalarType.Text;
        if (!scalar.Tag.IsEmpty && !scalar.Tag.IsNonSpecific && scalar.Tag.Value != "tag:yaml.org,2002:str")
            _errors.Add(position, path, $"the tag {scalar.Tag.Value} is not supported: leave it out, or write !!str for text");
        return new YamlScalar(position, text, type, scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded);
    }

    private YamlList ReadList(string path, int depth)
    {
        var start = _parser.Consume<SequenceStart>();
        var items = new List<YamlValue>();
        while (!_parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadValue($"{path}[{items.Count}]", depth + 1));
        return new YamlList(Place(start.Start), items);
    }

    private YamlMap ReadMap(string path, int depth)
    {
        var start = _parser.Consume<MappingStart>();
        var entries = new List<YamlEntry>();
        var merged = new List<YamlEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadKey();
            var value = ReadValue(path.Length == 0 ? key.Value : $"{path}.{key.Value}", depth + 1);
            if (key.Value == "<<" && value is YamlMap or YamlList { Items: [YamlMap, ..] })
                merged.AddRange(value is YamlMap map ? map.Entries : ((YamlList)value).Items.OfType<YamlMap>().SelectMany(item => item.Entries));
            else if (entries.Find(entry => entry.Key == key.Value) is { } first)
                _errors.Add(Place(key.Start), path, $"the key '{key.Value}' stands here twice, first in line {first.Position.Line}");
            else
                entries.Add(new YamlEntry(Place(key.Start), key.Value, value));
        }

        foreach (var entry in merged.Where(entry => entries.TrueForAll(own => own.Key != entry.Key)).ToList())
            entries.Add(entry);
        return new YamlMap(Place(start.Start), entries);
    }

    private Scalar ReadKey() => _parser.TryConsume<Scalar>(out var key)
        ? key
        : throw new YamlException(_parser.Current!.Start, _parser.Current.End, "a key must be text");

    private static SourcePosition Place(in Mark mark) => new((int)Math.Max(mark.Line, 1), (int)Math.Max(mark.Column, 1));
}
