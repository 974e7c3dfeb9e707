using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Flux.ContextBuilder.Elements;
using Flux.Documents;
using Flux.Hosting;

namespace Flux.ContextBuilder.Documents;

/// <summary>JSON objects of callers: checked before anything is done with them, and written without loss.</summary>
internal static class ContextObjects
{
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = DocumentJson.MaxDepth };

    /// <summary>Answers the object, or null and a violation.</summary>
    public static JsonObject? Read(string json, string path, Violations violations)
    {
        if (!TryRead(json, path, violations, out var node)) return null;
        if (node is JsonObject found) return found;
        violations.Add(path, "must be a JSON object.");
        return null;
    }

    /// <summary>Reads any JSON value; answers whether there is one, else there is a violation.</summary>
    public static bool TryRead(string json, string path, Violations violations, out JsonNode? node)
    {
        node = null;
        if (Encoding.UTF8.GetByteCount(json) > ElementContextBuilder.MaxBytes)
            violations.Add(path, $"is larger than {ElementContextBuilder.MaxBytes} bytes.");
        else if (!JsonText.TryParse(json, out var value, out var problem))
            violations.Add(path, problem);
        else
        {
            node = JsonNode.Parse(JsonText.Write(value), documentOptions: Reading);
            return true;
        }

        return false;
    }

    public static JsonObject Parse(string json) => JsonNode.Parse(json, documentOptions: Reading)!.AsObject();

    public static string Write(JsonNode? value) => value?.ToJsonString(DocumentJson.Options) ?? "null";

    /// <summary>The object as it is stored. Throws RESOURCE_EXHAUSTED when it is too large.</summary>
    public static JsonElement Store(JsonObject value, string id)
    {
        var json = Write(value);
        if (Encoding.UTF8.GetByteCount(json) > ElementContextBuilder.MaxBytes)
            throw FluxError.ResourceExhausted($"context {id}", $"it would be larger than {ElementContextBuilder.MaxBytes} bytes; remove keys or shorten values");
        using var document = JsonDocument.Parse(json, Reading);
        return document.RootElement.Clone();
    }
}
