using System.Buffers.Binary;

namespace Flux.Conformance.Wire;

/// <summary>How much the server is ready to take, on the connection and on the one stream that sends.</summary>
internal sealed class SendWindows
{
    private const int InitialWindowSize = 4;
    private const int Entry = 6;

    private long _connection = 65_535;
    private long _initial = 65_535;
    private long _granted;
    private long _used;

    public long Room => Math.Min(_connection, _initial + _granted - _used);

    public void Use(int bytes)
    {
        _connection -= bytes;
        _used += bytes;
    }

    public void Take(Frame frame)
    {
        if (frame.Type is FrameType.WindowUpdate && frame.Stream == 0)
        {
            _connection += frame.Number;
        }
        else if (frame.Type is FrameType.WindowUpdate)
        {
            _granted += frame.Number;
        }
        else if (frame.Type is FrameType.Settings)
        {
            for (var at = 0; at < frame.Payload.Length; at += Entry)
            {
                if (BinaryPrimitives.ReadInt16BigEndian(frame.Payload.AsSpan(at)) == InitialWindowSize)
                    _initial = BinaryPrimitives.ReadInt32BigEndian(frame.Payload.AsSpan(at + 2));
            }
        }
    }
}
