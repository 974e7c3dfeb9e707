using System.Buffers.Binary;
using System.Text;

namespace Flux.Documents.Mongo.Bson;

/// <summary>One element of a document; the spans point into the document.</summary>
internal readonly ref struct BsonElement(BsonKind kind, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
{
    public BsonKind Kind { get; } = kind;

    public ReadOnlySpan<byte> Key { get; } = key;

    /// <summary>The value's own bytes: a whole document with its length, a text with length and NUL, ...</summary>
    public ReadOnlySpan<byte> Value { get; } = value;

    public bool Exists => Kind != 0;

    public ReadOnlySpan<byte> Utf8 => Value[4..^1];

    public string Text => Encoding.UTF8.GetString(Utf8);

    public double Double => BinaryPrimitives.ReadDoubleLittleEndian(Value);

    public UInt128 Decimal => BinaryPrimitives.ReadUInt128LittleEndian(Value);

    /// <summary>Any of MongoDB's numbers or booleans as an integer; servers answer counts in whichever they like.</summary>
    public long Number => Kind switch
    {
        BsonKind.Int32 => BinaryPrimitives.ReadInt32LittleEndian(Value),
        BsonKind.Int64 or BsonKind.DateTime or BsonKind.Timestamp => BinaryPrimitives.ReadInt64LittleEndian(Value),
        BsonKind.Double => (long)Double,
        BsonKind.Boolean => Value[0],
        _ => 0,
    };
}
