using System.Buffers;
using System.Text;

namespace Flux.ScriptRunner.Execution;

/// <summary>What a run printed, up to its cap; log lines count against the same cap.</summary>
internal sealed class RunOutput(int cap)
{
    private ArrayBufferWriter<byte>? _text;
    private int _counted;

    /// <summary>Takes printed text; false once the cap is passed, and what was above it is dropped.</summary>
    public bool Print(ReadOnlySpan<byte> utf8)
    {
        var room = cap - _counted;
        (_text ??= new ArrayBufferWriter<byte>()).Write(utf8.Length <= room ? utf8 : utf8[..Math.Max(0, room)]);
        return Count(utf8.Length);
    }

    /// <summary>Counts bytes that go elsewhere; false once the cap is passed.</summary>
    public bool Count(int bytes)
    {
        _counted = (int)Math.Min((long)_counted + bytes, int.MaxValue);
        return _counted <= cap;
    }

    /// <inheritdoc/>
    public override string ToString() => _text is null ? "" : Encoding.UTF8.GetString(_text.WrittenSpan);
}
