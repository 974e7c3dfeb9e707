using System.Buffers.Binary;

namespace Flux.Conformance.Wire;

/// <summary>Reads the gRPC messages out of one direction of an HTTP/2 connection.</summary>
internal sealed class MessageTap(bool fromClient, Action<TappedMessage> found)
{
    private const int PrefixSize = 5;

    private readonly List<byte> _pending = [];
    private readonly Dictionary<int, List<byte>> _streams = [];
    private bool _started = !fromClient;

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        _pending.AddRange(bytes);
        ReadOnlySpan<byte> rest = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_pending);
        var before = rest.Length;
        if (!_started)
        {
            if (rest.Length < Frame.Preface.Length)
                return;
            rest = rest[Frame.Preface.Length..];
            _started = true;
        }
        while (Frame.Take(ref rest) is { } frame)
        {
            if (frame.Type is FrameType.Data)
                Append(frame);
        }
        _pending.RemoveRange(0, before - rest.Length);
    }

    private void Append(Frame frame)
    {
        if (!_streams.TryGetValue(frame.Stream, out var stream))
            _streams.Add(frame.Stream, stream = []);
        stream.AddRange(frame.Content);
        while (stream.Count >= PrefixSize)
        {
            var bytes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(stream);
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes[1..]);
            if (stream.Count < PrefixSize + length)
                return;
            found(new TappedMessage(bytes[0] == 1, length));
            stream.RemoveRange(0, PrefixSize + length);
        }
    }
}
