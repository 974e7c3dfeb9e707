using System.Buffers;
using System.Text;
using System.Text.Json;
using Flux.Documents;

namespace Flux.ContextBuilder.Flows;

/// <summary>
/// The flow context as one object of dotted path to value (semantics 2.7): "0.context.net.0.hostname". The index is the entry's place in the run.
/// Objects are followed; lists, empty objects and scalars are values. The current entry's paths are there without the index as well.
/// </summary>
internal static class Flattener
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = LeastJsonEncoder.Instance, MaxDepth = DocumentJson.MaxDepth };

    public static string Flatten(IReadOnlyCollection<(int Index, string EntryJson, bool Current)> entries)
    {
        var paths = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var documents = new List<JsonDocument>();
        foreach (var (index, text, current) in entries)
        {
            var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = DocumentJson.MaxDepth });
            documents.Add(document);
            Follow(document.RootElement, $"{index}.", paths);
            if (current) Follow(document.RootElement, "", paths);
        }

        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Writing);
        json.WriteStartObject();
        foreach (var (path, value) in paths)
        {
            json.WritePropertyName(path);
            value.WriteTo(json);
        }

        json.WriteEndObject();
        json.Flush();
        documents.ForEach(document => document.Dispose());
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Follow(JsonElement value, string prefix, Dictionary<string, JsonElement> paths)
    {
        foreach (var property in value.EnumerateObject())
        {
            var path = prefix + property.Name;
            // A key that itself holds dots can name the path of a nested one; the one written later stands.
            if (property.Value.ValueKind == JsonValueKind.Object && property.Value.EnumerateObject().MoveNext()) Follow(property.Value, path + ".", paths);
            else paths[path] = property.Value;
        }
    }
}
