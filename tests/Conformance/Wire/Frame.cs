using System.Buffers.Binary;

namespace Flux.Conformance.Wire;

/// <summary>One HTTP/2 frame.</summary>
internal sealed record Frame(FrameType Type, FrameFlags Flags, int Stream, byte[] Payload)
{
    public const int HeaderSize = 9;

    /// <summary>The flag of an acknowledging SETTINGS or PING.</summary>
    public const FrameFlags Ack = FrameFlags.EndStream;

    /// <summary>What a client sends first.</summary>
    public static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    public bool EndsStream => Type is FrameType.Data or FrameType.Headers && Flags.HasFlag(FrameFlags.EndStream);

    /// <summary>The payload without padding and priority.</summary>
    public ReadOnlySpan<byte> Content
    {
        get
        {
            var content = Payload.AsSpan();
            if (Type is not (FrameType.Data or FrameType.Headers))
                return content;
            if (Flags.HasFlag(FrameFlags.Padded))
                content = content[1..^content[0]];
            return Type is FrameType.Headers && Flags.HasFlag(FrameFlags.Priority) ? content[5..] : content;
        }
    }

    /// <summary>The 32-bit number at the front of the payload of RST_STREAM and WINDOW_UPDATE.</summary>
    public int Number => BinaryPrimitives.ReadInt32BigEndian(Payload);

    /// <summary>The frame at the front of the bytes; null if it is not there whole.</summary>
    public static Frame? Take(ref ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderSize)
            return null;
        var length = (bytes[0] << 16) | (bytes[1] << 8) | bytes[2];
        if (bytes.Length < HeaderSize + length)
            return null;
        var stream = BinaryPrimitives.ReadInt32BigEndian(bytes[5..]) & int.MaxValue;
        var frame = new Frame((FrameType)bytes[3], (FrameFlags)bytes[4], stream, bytes.Slice(HeaderSize, length).ToArray());
        bytes = bytes[(HeaderSize + length)..];
        return frame;
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[HeaderSize + Payload.Length];
        bytes[0] = (byte)(Payload.Length >> 16);
        bytes[1] = (byte)(Payload.Length >> 8);
        bytes[2] = (byte)Payload.Length;
        bytes[3] = (byte)Type;
        bytes[4] = (byte)Flags;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(5), Stream);
        Payload.CopyTo(bytes, HeaderSize);
        return bytes;
    }
}
