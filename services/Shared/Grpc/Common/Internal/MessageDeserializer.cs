using System.Buffers;
using Grpc.Core;
using Grpc.Net.Compression;

namespace Grpc.Shared;

// Gives one payload after the other to the marshaller, decompressed where needed.
internal sealed class MessageDeserializer(int? limit) : DeserializationContext
{
    private ReadOnlySequence<byte> _payload;

    public override int PayloadLength => (int)_payload.Length;

    public override byte[] PayloadAsNewBuffer() => _payload.ToArray();

    public override ReadOnlySequence<byte> PayloadAsReadOnlySequence() => _payload;

    public T Deserialize<T>(in ReadOnlySequence<byte> payload, ICompressionProvider? compression, Func<DeserializationContext, T> deserializer)
    {
        if (compression is null)
            return Deserialize(payload, deserializer);
        using var plain = new PooledBufferWriter();
        Decompress(payload, compression, plain);
        return Deserialize(new ReadOnlySequence<byte>(plain.WrittenMemory), deserializer);
    }

    private T Deserialize<T>(in ReadOnlySequence<byte> payload, Func<DeserializationContext, T> deserializer)
    {
        _payload = payload;
        try
        {
            return deserializer(this);
        }
        finally
        {
            _payload = default;
        }
    }

    // The limit holds for the plain message: a small bomb must not become a large one.
    private void Decompress(in ReadOnlySequence<byte> payload, ICompressionProvider compression, PooledBufferWriter plain)
    {
        var packed = ArrayPool<byte>.Shared.Rent((int)payload.Length);
        try
        {
            payload.CopyTo(packed);
            using var stream = compression.CreateDecompressionStream(new MemoryStream(packed, 0, (int)payload.Length, writable: false));
            int read;
            while ((read = stream.Read(plain.GetSpan(4096))) > 0)
            {
                plain.Advance(read);
                if (plain.WrittenCount > limit)
                    throw MessageLimits.ReceivedTooLarge();
            }
        }
        catch (InvalidDataException e)
        {
            throw new RpcException(new Status(StatusCode.Internal, "Message cannot be decompressed.", e));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }
}
