using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Flux.Notification.Composition;

/// <summary>The names that templates see: what the caller sent, and the body, which nobody can override (semantics 3.8).</summary>
internal static class MailContext
{
    /// <summary>Reserved name of the rendered content.</summary>
    public const string Body = "body_custom_msg";

    /// <summary>How contexts are read: as deep as script-runner reads them.</summary>
    public static readonly JsonDocumentOptions Reading = new() { MaxDepth = 1024 };

    private static readonly JsonWriterOptions _writing = new() { MaxDepth = 1024 + 1, SkipValidation = true };

    /// <summary>Why the text is no JSON object; null when it is one. Empty stands for an object without names.</summary>
    public static string? Check(string json)
    {
        if (json.Length == 0)
            return null;
        try
        {
            using var document = JsonDocument.Parse(json, Reading);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return $"must be a JSON object, not {document.RootElement.ValueKind}";
            // Texts are looked at when they are written: "\ud800" alone is JSON and no text.
            using var writer = new Utf8JsonWriter(Stream.Null, _writing);
            document.WriteTo(writer);
            return null;
        }
        catch (InvalidOperationException)
        {
            return "has a lone surrogate in a string, which is no valid Unicode";
        }
        catch (JsonException error)
        {
            return $"is no JSON: {error.Message}";
        }
    }

    /// <summary>The context without and with the body; numbers keep their text. The caller's own body_custom_msg is dropped and reported.</summary>
    public static string With(string json, string? body, out bool overridden)
    {
        overridden = false;
        using var document = JsonDocument.Parse(json.Length == 0 ? "{}" : json, Reading);
        var output = new ArrayBufferWriter<byte>(json.Length + 256);
        using (var writer = new Utf8JsonWriter(output, _writing))
        {
            writer.WriteStartObject();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.NameEquals(Body))
                    overridden = true;
                else
                    property.WriteTo(writer);
            }

            if (body is not null)
                writer.WriteString(Body, body);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
