using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Flux.Documents.Mongo.Bson;

/// <summary>Builds one BSON document in a pooled buffer. Keys are UTF-8 without NUL.</summary>
internal sealed class BsonWriter : IDisposable
{
    private readonly Stack<int> starts = new();
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(1024);

    /// <summary>Begins the root document.</summary>
    public BsonWriter() => Begin();

    /// <summary>Bytes so far.</summary>
    public int Length { get; private set; }

    /// <summary>What was written; whole once the root has ended.</summary>
    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, Length);

    public BsonWriter StartDocument(ReadOnlySpan<byte> key) => Start(BsonKind.Document, key);

    public BsonWriter StartArray(ReadOnlySpan<byte> key) => Start(BsonKind.Array, key);

    /// <summary>Ends the innermost document or array.</summary>
    public BsonWriter End()
    {
        Reserve(1)[0] = 0;
        Length++;
        var start = starts.Pop();
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(start), Length - start);
        return this;
    }

    public BsonWriter Int32(ReadOnlySpan<byte> key, int value)
    {
        Key(BsonKind.Int32, key);
        BinaryPrimitives.WriteInt32LittleEndian(Reserve(4), value);
        Length += 4;
        return this;
    }

    public BsonWriter Int64(ReadOnlySpan<byte> key, long value)
    {
        Key(BsonKind.Int64, key);
        BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);
        Length += 8;
        return this;
    }

    public BsonWriter Double(ReadOnlySpan<byte> key, double value)
    {
        Key(BsonKind.Double, key);
        BinaryPrimitives.WriteDoubleLittleEndian(Reserve(8), value);
        Length += 8;
        return this;
    }

    public BsonWriter Decimal(ReadOnlySpan<byte> key, UInt128 bits)
    {
        Key(BsonKind.Decimal128, key);
        BinaryPrimitives.WriteUInt128LittleEndian(Reserve(16), bits);
        Length += 16;
        return this;
    }

    public BsonWriter Boolean(ReadOnlySpan<byte> key, bool value)
    {
        Key(BsonKind.Boolean, key);
        Reserve(1)[0] = value ? (byte)1 : (byte)0;
        Length++;
        return this;
    }

    public BsonWriter Null(ReadOnlySpan<byte> key)
    {
        Key(BsonKind.Null, key);
        return this;
    }

    public BsonWriter ObjectId(ReadOnlySpan<byte> key, WriteId value)
    {
        Key(BsonKind.ObjectId, key);
        value.CopyTo(Reserve(WriteId.Size));
        Length += WriteId.Size;
        return this;
    }

    public BsonWriter String(ReadOnlySpan<byte> key, string value)
    {
        var space = StartString(key, Encoding.UTF8.GetMaxByteCount(value.Length));
        EndString(Encoding.UTF8.GetBytes(value, space));
        return this;
    }

    public BsonWriter String(ReadOnlySpan<byte> key, ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(StartString(key, utf8.Length));
        EndString(utf8.Length);
        return this;
    }

    /// <summary>Space for a text of at most <paramref name="max"/> bytes; <see cref="EndString"/> tells how many there were.</summary>
    public Span<byte> StartString(ReadOnlySpan<byte> key, int max)
    {
        Key(BsonKind.String, key);
        return Reserve(max + 5)[4..];
    }

    public void EndString(int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(Length), length + 1);
        buffer[Length + 4 + length] = 0;
        Length += length + 5;
    }

    /// <summary>An element whose value is BSON already.</summary>
    public BsonWriter Raw(BsonKind kind, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        Key(kind, key);
        value.CopyTo(Reserve(value.Length));
        Length += value.Length;
        return this;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private BsonWriter Start(BsonKind kind, ReadOnlySpan<byte> key)
    {
        Key(kind, key);
        Begin();
        return this;
    }

    private void Begin()
    {
        starts.Push(Length);
        Reserve(4);
        Length += 4;
    }

    private void Key(BsonKind kind, ReadOnlySpan<byte> key)
    {
        var space = Reserve(key.Length + 2);
        space[0] = (byte)kind;
        key.CopyTo(space[1..]);
        space[key.Length + 1] = 0;
        Length += key.Length + 2;
    }

    private Span<byte> Reserve(int size)
    {
        if (buffer.Length - Length < size)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(Length + size), (int)Math.Min(2L * buffer.Length, Array.MaxLength)));
            buffer.AsSpan(0, Length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        return buffer.AsSpan(Length);
    }
}
