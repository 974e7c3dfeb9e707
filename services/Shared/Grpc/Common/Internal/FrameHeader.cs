using System.Buffers.Binary;
using Grpc.Core;

namespace Grpc.Shared;

// Five bytes before each message: a flag (1 = compressed) and the length, big endian.
internal static class FrameHeader
{
    public const int Size = 5;

    public static void Write(Span<byte> target, bool compressed, int length)
    {
        target[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt32BigEndian(target[1..], (uint)length);
    }

    public static int Read(ReadOnlySpan<byte> header, int? limit, out bool compressed)
    {
        if (header[0] > 1)
            throw new RpcException(new Status(StatusCode.Internal, "Unexpected compressed flag value in message header."));
        compressed = header[0] == 1;
        var length = BinaryPrimitives.ReadUInt32BigEndian(header[1..]);
        if (length > (uint)(limit ?? int.MaxValue))
            throw MessageLimits.ReceivedTooLarge();
        return (int)length;
    }
}
