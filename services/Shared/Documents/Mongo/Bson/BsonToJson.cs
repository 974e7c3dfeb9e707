using System.Text.Json;

namespace Flux.Documents.Mongo.Bson;

/// <summary>The way back of <see cref="JsonToBson"/>: the same values, with the same text of every number.</summary>
internal static class BsonToJson
{
    public static void Write(Utf8JsonWriter json, in BsonElement element)
    {
        switch (element.Kind)
        {
            case BsonKind.Document:
                Document(json, element.Value);
                break;
            case BsonKind.Array:
                Array(json, element.Value);
                break;
            case BsonKind.String:
                json.WriteStringValue(element.Utf8);
                break;
            case BsonKind.Int32 or BsonKind.Int64:
                json.WriteNumberValue(element.Number);
                break;
            case BsonKind.Double:
                Span<byte> text = stackalloc byte[40];
                json.WriteRawValue(text[..BsonNumber.Format(element.Double, text)], skipInputValidation: true);
                break;
            case BsonKind.Decimal128:
                Span<char> digits = stackalloc char[64];
                if (!Decimal128Text.TryFormat(element.Decimal, digits, out var length)) throw Foreign(element.Kind);
                json.WriteRawValue(digits[..length], skipInputValidation: true);
                break;
            case BsonKind.Boolean:
                json.WriteBooleanValue(element.Value[0] != 0);
                break;
            case BsonKind.Null or BsonKind.Undefined:
                json.WriteNullValue();
                break;
            default:
                throw Foreign(element.Kind);
        }
    }

    private static void Document(Utf8JsonWriter json, ReadOnlySpan<byte> document)
    {
        var reader = new BsonReader(document);
        var first = reader.Read();
        if (first && (reader.Current.Key.SequenceEqual(BsonKey.Number) || reader.Current.Key.SequenceEqual(BsonKey.Json)))
        {
            json.WriteRawValue(reader.Current.Utf8, skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        while (first)
        {
            json.WritePropertyName(BsonKey.Unescape(reader.Current.Key));
            Write(json, reader.Current);
            first = reader.Read();
        }

        json.WriteEndObject();
    }

    private static void Array(Utf8JsonWriter json, ReadOnlySpan<byte> array)
    {
        json.WriteStartArray();
        var reader = new BsonReader(array);
        while (reader.Read()) Write(json, reader.Current);
        json.WriteEndArray();
    }

    private static InvalidDataException Foreign(BsonKind kind) =>
        new($"A stored document holds a BSON {kind}, which JSON does not have; it was written by another program.");
}
