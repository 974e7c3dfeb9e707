using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Flux.Documents.Mongo.Bson;

/// <summary>Names one commit, as an ObjectId: every document that the commit wrote carries it, so that its outcome can be looked up later.</summary>
internal readonly record struct WriteId(ulong High, uint Low)
{
    public const int Size = 12;

    // Random for the process and counted in it, as MongoDB's own ids are: random bytes for each would cost a twentieth of a write.
    private static readonly WriteId Process = Random();
    private static long count;

    public static WriteId Create()
    {
        var number = Process.Low + Interlocked.Increment(ref count);
        return new WriteId(Process.High + (ulong)(number >> 32), (uint)number);
    }

    private static WriteId Random()
    {
        Span<byte> bytes = stackalloc byte[Size];
        RandomNumberGenerator.Fill(bytes);
        return From(bytes);
    }

    public static WriteId From(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]));

    public void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt32BigEndian(bytes[8..], Low);
    }

    public override string ToString() => $"{High:x16}{Low:x8}";
}
