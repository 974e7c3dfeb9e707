using System.Globalization;
using System.Text;

namespace Flux.DeviceGateway.Terminal;

/// <summary>
/// Takes terminal control sequences (ECMA-48: CSI, OSC and the short escapes) out of a byte stream, also when they
/// arrive in pieces. "Cursor left" becomes backspaces, because pagers erase themselves with it; the rest of the bytes,
/// NUL and invalid UTF-8 included, pass unchanged.
/// </summary>
internal sealed class ControlFilter
{
    private const byte Escape = 0x1b;
    private const byte Bell = 0x07;

    // A device that never ends a sequence must not swallow all its output.
    private const int Longest = 256;

    private readonly List<byte> _sequence = [];

    public void Filter(ReadOnlySpan<byte> input, ReceiveBuffer output)
    {
        foreach (var value in input)
        {
            if (_sequence.Count == 0 && value != Escape)
            {
                output.Add(value);
                continue;
            }

            _sequence.Add(value);
            if (!Ended(value))
                continue;
            if (Left() is > 0 and var columns)
            {
                for (var i = 0; i < columns; i++)
                    output.Add((byte)'\b');
            }

            _sequence.Clear();
        }
    }

    private bool Ended(byte value)
    {
        if (_sequence.Count == 1)
            return false;
        if (_sequence.Count == Longest)
            return true;
        return _sequence[1] switch
        {
            (byte)'[' => _sequence.Count > 2 && value is >= 0x40 and <= 0x7e,
            (byte)']' or (byte)'P' or (byte)'_' or (byte)'^' => value == Bell || (value == (byte)'\\' && _sequence[^2] == Escape),
            >= 0x20 and <= 0x2f => value is >= 0x30 and <= 0x7e,
            _ => true,
        };
    }

    private int Left()
    {
        if (_sequence.Count < 3 || _sequence[1] != '[' || _sequence[^1] != 'D')
            return 0;
        var text = Encoding.ASCII.GetString([.. _sequence.Skip(2).Take(_sequence.Count - 3)]);
        return text.Length == 0 ? 1 : int.TryParse(text, NumberStyles.None, null, out var columns) ? Math.Min(columns, 1000) : 0;
    }
}
