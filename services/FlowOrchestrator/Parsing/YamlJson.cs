using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Flux.FlowOrchestrator.Parsing;

/// <summary>YAML as JSON values: rules of block models and variables of templates.</summary>
internal static class YamlJson
{
    private const int MostNodes = 20_000;

    /// <summary>Reads one document; <c>Lines</c> has the 1-based line of every value by its path (<c>rules[0].start</c>).</summary>
    /// <exception cref="FormatException">The text is no YAML; the message begins with the line.</exception>
    public static (JsonNode? Value, IReadOnlyDictionary<string, int> Lines) Read(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            var lines = new Dictionary<string, int>();
            return (stream.Documents.Count == 0 ? null : Convert(stream.Documents[0].RootNode, "", lines, 0), lines);
        }
        catch (YamlException e)
        {
            throw new FormatException($"line {e.Start.Line}: no valid YAML: {e.InnerException?.Message ?? e.Message}", e);
        }
    }

    private static JsonNode? Convert(YamlNode node, string path, Dictionary<string, int> lines, int depth)
    {
        lines[path] = (int)node.Start.Line;
        // Aliases can stand for more aliases: a small text may be a very large tree.
        if (lines.Count > MostNodes)
            throw new FormatException($"line {node.Start.Line}: more than {MostNodes} values");
        if (depth > 50)
            throw new FormatException($"line {node.Start.Line}: nested too deeply");
        switch (node)
        {
            case YamlMappingNode map:
                var o = new JsonObject();
                foreach (var (key, value) in map.Children)
                {
                    var name = key is YamlScalarNode { Value: { } text } ? text : throw new FormatException($"line {key.Start.Line}: a key must be plain text");
                    o[name] = Convert(value, path.Length > 0 ? $"{path}.{name}" : name, lines, depth + 1);
                }
                return o;
            case YamlSequenceNode list:
                return new JsonArray([.. list.Children.Select((item, i) => Convert(item, $"{path}[{i}]", lines, depth + 1))]);
            default:
                return Scalar((YamlScalarNode)node);
        }
    }

    private static JsonNode? Scalar(YamlScalarNode node)
    {
        var text = node.Value ?? "";
        if (node.Style != ScalarStyle.Plain)
            return text;
        if (BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return JsonNode.Parse(whole.ToString(CultureInfo.InvariantCulture));
        return text switch
        {
            "" or "~" or "null" => null,
            "true" => true,
            "false" => false,
            _ => text,
        };
    }
}
