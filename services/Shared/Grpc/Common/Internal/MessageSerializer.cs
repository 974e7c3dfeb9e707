using System.Buffers;
using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;

namespace Grpc.Shared;

// Frames messages into a buffer writer. A message that says its length goes there directly; any other, and every compressed one, over a pooled buffer.
internal sealed class MessageSerializer(int? limit, ICompressionProvider? compression, CompressionLevel? level) : SerializationContext
{
    private const int Unknown = -1;

    private readonly PooledBufferWriter _buffer = new();
    private IBufferWriter<byte>? _target;
    private int _length;
    private bool _compress;
    private bool _direct;
    private bool _complete;

    public void Serialize<T>(T message, Action<T, SerializationContext> serializer, IBufferWriter<byte> target, bool compress)
    {
        _target = target;
        _length = Unknown;
        _compress = compress && compression is not null;
        _direct = false;
        _complete = false;
        try
        {
            serializer(message, this);
            if (!_complete)
                throw new InvalidOperationException("Serialization did not return a payload.");
        }
        finally
        {
            _buffer.Dispose();
            _target = null;
        }
    }

    public override void SetPayloadLength(int payloadLength)
    {
        CheckLimit(payloadLength);
        _length = payloadLength;
    }

    public override IBufferWriter<byte> GetBufferWriter()
    {
        var target = Target();
        if (_length == Unknown || _compress)
            return _buffer;
        if (!_direct)
        {
            _direct = true;
            // In one piece: grown by doubling, a large message would be copied several times over.
            if (target is PooledBufferWriter pooled)
                pooled.Reserve(FrameHeader.Size + _length);
            WriteHeader(target, false, _length);
        }
        return target;
    }

    public override void Complete(byte[] payload)
    {
        Finish(payload);
    }

    public override void Complete()
    {
        if (_direct)
            _complete = true;
        else
            Finish(_buffer.WrittenSpan);
    }

    private void Finish(ReadOnlySpan<byte> payload)
    {
        var target = Target();
        _complete = true;
        CheckLimit(payload.Length);
        // Nothing is never packed: GZipStream makes no bytes at all of it, which is no gzip to other implementations.
        if (!_compress || payload.IsEmpty)
        {
            WriteHeader(target, false, payload.Length);
            target.Write(payload);
            return;
        }
        using var compressed = new PooledBufferWriter();
        using (var stream = compression!.CreateCompressionStream(new BufferWriterStream(compressed), level))
            stream.Write(payload);
        WriteHeader(target, true, compressed.WrittenCount);
        target.Write(compressed.WrittenSpan);
    }

    private IBufferWriter<byte> Target() =>
        _target is { } target && !_complete ? target : throw new InvalidOperationException("Cannot serialize outside of the serializer's call.");

    private static void WriteHeader(IBufferWriter<byte> target, bool compressed, int length)
    {
        FrameHeader.Write(target.GetSpan(FrameHeader.Size), compressed, length);
        target.Advance(FrameHeader.Size);
    }

    private void CheckLimit(int length)
    {
        if (length > limit)
            throw MessageLimits.SentTooLarge();
    }
}
