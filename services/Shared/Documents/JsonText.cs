using System.Buffers;
using System.Text.Json;

namespace Flux.Documents;

/// <summary>JSON text that came from outside: checked, and rewritten without loss (numbers keep their text).</summary>
public static class JsonText
{
    /// <summary>Deepest nesting that is accepted.</summary>
    public const int MaxDepth = 1000;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };
    private static readonly JsonWriterOptions Compact = new() { Encoder = LeastJsonEncoder.Instance, MaxDepth = MaxDepth };

    /// <summary>
    /// Reads one JSON value. Refuses what cannot travel unchanged: NaN, Infinity, a key twice in one object, half a surrogate pair, nesting deeper than
    /// <see cref="MaxDepth"/>. <paramref name="problem"/> then says what is wrong and where, without quoting values.
    /// </summary>
    public static bool TryParse(string json, out JsonElement value, out string problem)
    {
        value = default;
        problem = "";
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            Write(document.RootElement); // Unpaired surrogates show only when the text is decoded.
            value = document.RootElement.Clone();
            return true;
        }
        catch (JsonException error)
        {
            problem = Describe(error, JsonPlace.OfError(json, MaxDepth));
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            problem = "is not valid Unicode: a text holds half of a surrogate pair (\\ud800 to \\udfff); write the whole character.";
        }

        return false;
    }

    /// <summary>The shortest text of a value, with only the escapes that JSON demands.</summary>
    public static string Write(JsonElement value) => System.Text.Encoding.UTF8.GetString(WriteUtf8(value).WrittenSpan);

    /// <summary>A text as a JSON string.</summary>
    public static string Quote(string text) => $"\"{LeastJsonEncoder.Instance.Encode(text)}\"";

    private static ArrayBufferWriter<byte> WriteUtf8(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, Compact);
        value.WriteTo(writer);
        writer.Flush();
        return buffer;
    }

    private static string Describe(JsonException error, string pointer)
    {
        var place = error.LineNumber is { } line ? $" (at '{pointer}', line {line + 1}, column {error.BytePositionInLine + 1})" : $" (at '{pointer}')";
        if (error.Message.Contains("maximum configured depth", StringComparison.OrdinalIgnoreCase)) return $"is nested deeper than {MaxDepth} levels{place}.";
        if (error.Message.Contains("uplicate", StringComparison.Ordinal)) return $"has a key twice in one object{place}; keep one.";
        return $"is not valid JSON{place}; note that JSON has no NaN, Infinity, comments or trailing commas.";
    }
}
