using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Flux.FlowOrchestrator.Common;

/// <summary>JSON as it travels between the services: numbers keep their text, letters are not escaped, depth up to 1 000.</summary>
internal static class Json
{
    private const int Depth = 1000;

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = Depth };

    /// <summary>Options of writers: the text goes into protobuf strings and into documents, never into a web page.</summary>
    public static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = Depth, SkipValidation = true };

    /// <summary>Parses any value; null is JSON null.</summary>
    /// <exception cref="FormatException">The text is no JSON, or holds a key twice or half a Unicode character.</exception>
    public static JsonNode? Parse(string text)
    {
        try
        {
            var node = JsonNode.Parse(text, documentOptions: Reading);
            Touch(node);
            return node;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new FormatException($"no valid JSON: {e.Message}", e);
        }
    }

    /// <summary>Parses an object; empty text is an empty object.</summary>
    /// <exception cref="FormatException">The text is no JSON object.</exception>
    public static JsonObject ParseObject(string text) => text.Length == 0
        ? []
        : Parse(text) as JsonObject ?? throw new FormatException("no JSON object");

    /// <summary>The value as text; null reads <c>null</c>.</summary>
    public static string Write(JsonNode? node)
    {
        if (node is null)
            return "null";
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Writing))
            node.WriteTo(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The string of a string value, else the value's JSON text.</summary>
    public static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : Write(node);

    /// <summary>What Python calls true: not null, false, zero or empty.</summary>
    public static bool IsTrue(JsonNode? node) => node switch
    {
        null => false,
        JsonObject o => o.Count > 0,
        JsonArray a => a.Count > 0,
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => Text(node).Length > 0,
            JsonValueKind.Number => Write(node).Any(c => c is >= '1' and <= '9'),
            JsonValueKind.True => true,
            _ => false,
        },
    };

    // Objects and strings are read lazily: a doubled key or a lone surrogate would throw much later, far from its source.
    private static void Touch(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject o:
                foreach (var (_, child) in o)
                    Touch(child);
                break;
            case JsonArray a:
                foreach (var child in a)
                    Touch(child);
                break;
            case JsonValue v when v.GetValueKind() == JsonValueKind.String:
                _ = v.GetValue<string>();
                break;
        }
    }
}
