using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Flux.Inventory.Import;

/// <summary>Reads YAML without what makes small files large or deep: no aliases, at most 64 levels.</summary>
internal static partial class YamlTree
{
    private const int MaxDepth = 64;

    public static YamlValue Read(string text)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _)) throw new ImportFileException(1, "is empty; it must hold a list of elements.");
            var value = Read(parser, 0);
            parser.Consume<DocumentEnd>();
            return parser.Accept<StreamEnd>(out _) ? value : throw new ImportFileException((int)parser.Current!.Start.Line, "holds a second document; one is read.");
        }
        catch (YamlException error)
        {
            throw new ImportFileException((int)error.Start.Line, error.InnerException?.Message ?? error.Message);
        }
    }

    /// <summary>The value as JSON text; plain scalars by YAML's core schema.</summary>
    public static string Json(YamlValue value)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) Write(json, value);
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static YamlValue Read(Parser parser, int depth)
    {
        var line = (int)parser.Current!.Start.Line;
        if (depth > MaxDepth) throw new ImportFileException(line, $"is nested deeper than {MaxDepth} levels.");
        if (parser.TryConsume<Scalar>(out var scalar)) return new YamlValue(line, scalar.Value, scalar is { Style: ScalarStyle.Plain, Tag.IsEmpty: true });
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var list = new List<YamlValue>();
            while (!parser.TryConsume<SequenceEnd>(out _)) list.Add(Read(parser, depth + 1));
            return new YamlValue(line, null, false) { List = list };
        }

        if (!parser.TryConsume<MappingStart>(out _)) throw new ImportFileException(line, "uses an alias (*name), which is not read here; write the value out.");
        var map = new List<KeyValuePair<string, YamlValue>>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>();
            if (map.Exists(entry => entry.Key == key.Value)) throw new ImportFileException((int)key.Start.Line, $"has the key '{key.Value}' twice.");
            map.Add(new(key.Value, Read(parser, depth + 1)));
        }

        return new YamlValue(line, null, false) { Map = map };
    }

    private static void Write(Utf8JsonWriter json, YamlValue value)
    {
        if (value.List is { } list)
        {
            json.WriteStartArray();
            foreach (var item in list) Write(json, item);
            json.WriteEndArray();
        }
        else if (value.Map is { } map)
        {
            json.WriteStartObject();
            foreach (var (key, item) in map)
            {
                json.WritePropertyName(key);
                Write(json, item);
            }

            json.WriteEndObject();
        }
        else if (!value.Plain)
        {
            json.WriteStringValue(value.Text);
        }
        else
        {
            WritePlain(json, value.Text!);
        }
    }

    private static void WritePlain(Utf8JsonWriter json, string text)
    {
        if (text is "" or "~" or "null" or "Null" or "NULL") json.WriteNullValue();
        else if (text is "true" or "True" or "TRUE") json.WriteBooleanValue(true);
        else if (text is "false" or "False" or "FALSE") json.WriteBooleanValue(false);
        else if (Number().IsMatch(text)) json.WriteRawValue(text);
        else json.WriteStringValue(text);
    }

    [GeneratedRegex(@"\A-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\z")]
    private static partial Regex Number();
}
