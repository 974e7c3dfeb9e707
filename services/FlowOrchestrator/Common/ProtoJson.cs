using System.Text.Json;
using System.Text.Json.Serialization;
using Google.Protobuf;

namespace Flux.FlowOrchestrator.Common;

/// <summary>Stores a contract message inside a document in the protobuf JSON mapping: readable, and one shape with the API.</summary>
/// <typeparam name="T">The message.</typeparam>
internal sealed class ProtoJson<T> : JsonConverter<T>
    where T : class, IMessage<T>, new()
{
    // Fields that a newer version wrote must not stop an older one from reading.
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <inheritdoc/>
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind == JsonValueKind.Null ? null : Parser.Parse<T>(document.RootElement.GetRawText());
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteRawValue(JsonFormatter.Default.Format(value), skipInputValidation: true);
}
