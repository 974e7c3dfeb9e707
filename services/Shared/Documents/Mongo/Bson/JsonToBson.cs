using System.Buffers.Text;
using System.Text.Json;

namespace Flux.Documents.Mongo.Bson;

/// <summary>JSON text as BSON, token by token; see <see cref="BsonNumber"/> and <see cref="BsonKey"/> for what BSON cannot say directly.</summary>
internal static class JsonToBson
{
    /// <summary>Servers take 100 levels, some of which the envelope and the command need. What is nested deeper is kept as JSON text.</summary>
    public const int MaxLevels = 80;

    private static readonly JsonReaderOptions Options = new() { MaxDepth = DocumentJson.MaxDepth };

    /// <summary>Adds an element with the value of one JSON text.</summary>
    public static void Write(BsonWriter bson, ReadOnlySpan<byte> key, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        Value(bson, key, ref reader, json, 0);
    }

    private static void Value(BsonWriter bson, scoped ReadOnlySpan<byte> key, ref Utf8JsonReader reader, ReadOnlySpan<byte> json, int level)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray when level == MaxLevels:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                bson.StartDocument(key).String(BsonKey.Json, json[start..(int)reader.BytesConsumed]).End();
                break;
            case JsonTokenType.StartObject:
                bson.StartDocument(key);
                Members(bson, ref reader, json, level + 1);
                bson.End();
                break;
            case JsonTokenType.StartArray:
                bson.StartArray(key);
                Items(bson, ref reader, json, level + 1);
                bson.End();
                break;
            case JsonTokenType.String when reader.ValueIsEscaped:
                bson.EndString(reader.CopyString(bson.StartString(key, reader.ValueSpan.Length)));
                break;
            case JsonTokenType.String:
                bson.String(key, reader.ValueSpan);
                break;
            case JsonTokenType.Number:
                BsonNumber.Write(bson, key, reader.ValueSpan);
                break;
            case JsonTokenType.True or JsonTokenType.False:
                bson.Boolean(key, reader.TokenType == JsonTokenType.True);
                break;
            default:
                bson.Null(key);
                break;
        }
    }

    private static void Members(BsonWriter bson, ref Utf8JsonReader reader, ReadOnlySpan<byte> json, int level)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            if (reader.ValueIsEscaped)
            {
                var plain = new byte[name.Length];
                name = plain.AsSpan(0, reader.CopyString(plain));
            }

            reader.Read();
            Value(bson, BsonKey.Escape(name), ref reader, json, level);
        }
    }

    private static void Items(BsonWriter bson, ref Utf8JsonReader reader, ReadOnlySpan<byte> json, int level)
    {
        Span<byte> index = stackalloc byte[10];
        for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
        {
            Utf8Formatter.TryFormat(i, index, out var length);
            Value(bson, index[..length], ref reader, json, level);
        }
    }
}
