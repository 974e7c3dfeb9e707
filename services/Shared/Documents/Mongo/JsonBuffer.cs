using System.Buffers;
using System.Text.Json;
using Flux.Documents.Mongo.Bson;

namespace Flux.Documents.Mongo;

/// <summary>Turns stored values into JSON text, one after the other in the same memory.</summary>
internal sealed class JsonBuffer : IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = LeastJsonEncoder.Instance, MaxDepth = DocumentJson.MaxDepth, SkipValidation = true };
    private readonly ArrayBufferWriter<byte> buffer = new(1024);
    private readonly Utf8JsonWriter writer;

    public JsonBuffer() => writer = new Utf8JsonWriter(buffer, Options);

    /// <summary>The text of a value; valid until the next call.</summary>
    public ReadOnlySpan<byte> Read(in BsonElement value)
    {
        buffer.ResetWrittenCount();
        writer.Reset();
        BsonToJson.Write(writer, value);
        writer.Flush();
        return buffer.WrittenSpan;
    }

    public void Dispose() => writer.Dispose();
}
