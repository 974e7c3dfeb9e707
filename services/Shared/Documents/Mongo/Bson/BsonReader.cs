using System.Buffers.Binary;

namespace Flux.Documents.Mongo.Bson;

/// <summary>Walks over the elements of one BSON document or array.</summary>
internal ref struct BsonReader(ReadOnlySpan<byte> document)
{
    private ReadOnlySpan<byte> rest = document[4..^1];

    public BsonElement Current { get; private set; }

    /// <summary>The element with a key; its <see cref="BsonElement.Exists"/> is false when there is none.</summary>
    public static BsonElement Find(ReadOnlySpan<byte> document, ReadOnlySpan<byte> key)
    {
        var reader = new BsonReader(document);
        while (reader.Read())
        {
            if (reader.Current.Key.SequenceEqual(key)) return reader.Current;
        }

        return default;
    }

    public bool Read()
    {
        if (rest.IsEmpty) return false;
        var kind = (BsonKind)rest[0];
        var end = rest[1..].IndexOf((byte)0);
        var key = rest.Slice(1, end);
        rest = rest[(end + 2)..];
        var size = Size(kind, rest);
        Current = new BsonElement(kind, key, rest[..size]);
        rest = rest[size..];
        return true;
    }

    private static int Size(BsonKind kind, ReadOnlySpan<byte> value) => kind switch
    {
        BsonKind.Double or BsonKind.DateTime or BsonKind.Timestamp or BsonKind.Int64 => 8,
        BsonKind.String => 4 + BinaryPrimitives.ReadInt32LittleEndian(value),
        BsonKind.Document or BsonKind.Array => BinaryPrimitives.ReadInt32LittleEndian(value),
        BsonKind.Binary => 5 + BinaryPrimitives.ReadInt32LittleEndian(value),
        BsonKind.Undefined or BsonKind.Null => 0,
        BsonKind.ObjectId => WriteId.Size,
        BsonKind.Boolean => 1,
        BsonKind.Int32 => 4,
        BsonKind.Decimal128 => 16,
        _ => throw new InvalidDataException($"BSON type 0x{(byte)kind:x2} is not among those that this store writes."),
    };
}
