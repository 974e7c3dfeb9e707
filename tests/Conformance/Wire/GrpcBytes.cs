using System.Buffers.Binary;
using Google.Protobuf;

namespace Flux.Conformance.Wire;

/// <summary>Length-prefixed messages by hand.</summary>
internal static class GrpcBytes
{
    /// <summary>A proper message.</summary>
    public static byte[] Of(IMessage message) => Of(0, message.CalculateSize(), message.ToByteArray());

    /// <summary>Whatever the flag, the length and the bytes are.</summary>
    public static byte[] Of(byte flag, int length, byte[] payload)
    {
        var bytes = new byte[5 + payload.Length];
        bytes[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), length);
        payload.CopyTo(bytes, 5);
        return bytes;
    }
}
