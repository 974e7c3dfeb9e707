using System.Runtime.InteropServices;
using System.Text;

namespace Flux.DeviceGateway.Terminal;

/// <summary>What a device sent since the last command, control sequences removed. Text views are Latin-1: one character a byte.</summary>
internal sealed class ReceiveBuffer
{
    private const int LongestLine = 512;

    private readonly List<byte> _bytes = [];

    public int Length => _bytes.Count;

    public ReadOnlySpan<byte> Bytes => CollectionsMarshal.AsSpan(_bytes);

    /// <summary>Where the unfinished last line begins: after the last line feed.</summary>
    public int LastLineStart { get; private set; }

    public void Add(byte value)
    {
        _bytes.Add(value);
        if (value == '\n')
            LastLineStart = _bytes.Count;
    }

    public void Clear()
    {
        _bytes.Clear();
        LastLineStart = 0;
    }

    /// <summary>The unfinished last line, its end if it is very long: neither prompts nor questions are.</summary>
    public string LastLine() => Text(Math.Max(LastLineStart, Length - LongestLine), Length);

    public string Text(int start, int end) => Encoding.Latin1.GetString(Bytes[start..end]);
}
