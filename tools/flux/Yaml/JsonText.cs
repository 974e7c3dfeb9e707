using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Flux.Cli.Yaml;

/// <summary>Values as JSON text, which is how they travel to the services: numbers keep their digits.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON text of a value; what JSON cannot hold is noted among the errors.</summary>
    public static string Of(YamlValue value, string path, SourceErrors errors)
    {
        var json = new StringBuilder();
        Write(value, path);
        return json.ToString();

        void Write(YamlValue node, string at)
        {
            switch (node)
            {
                case YamlMap map:
                    WriteAll('{', map.Entries, '}', (entry, _) =>
                    {
                        json.Append(Quote(entry.Key)).Append(':');
                        Write(entry.Value, $"{at}.{entry.Key}");
                    });
                    break;
                case YamlList list:
                    WriteAll('[', list.Items, ']', (item, index) => Write(item, $"{at}[{index}]"));
                    break;
                case YamlScalar scalar:
                    json.Append(Scalar(scalar, at, errors));
                    break;
            }
        }

        void WriteAll<T>(char open, IReadOnlyList<T> items, char close, Action<T, int> write)
        {
            json.Append(open);
            for (var index = 0; index < items.Count; index++)
            {
                if (index > 0)
                    json.Append(',');
                write(items[index], index);
            }

            json.Append(close);
        }
    }

    /// <summary>A JSON string.</summary>
    public static string Quote(string text) => JsonSerializer.Serialize(text, _plain);

    private static string Scalar(YamlScalar scalar, string path, SourceErrors errors)
    {
        switch (scalar.Type)
        {
            case ScalarType.Null:
                return "null";
            case ScalarType.Boolean:
                return scalar.Text.ToLowerInvariant();
            case ScalarType.Integer or ScalarType.Float:
                if (CoreSchema.JsonNumber(scalar.Text, scalar.Type) is { } number)
                    return number;
                errors.Add(scalar.Position, path, $"{scalar.Text} is no number that JSON can hold: write it in quotes to make it text");
                return "null";
            default:
                return Quote(scalar.Text);
        }
    }
}
