using System.Text;
using System.Text.RegularExpressions;
using Flux.DeviceGateway.Platforms;

namespace Flux.DeviceGateway.Terminal;

/// <summary>
/// What was typed after a command, in order, and how much of it is still owed an echo and a prompt. A device reads its input in
/// order: each pager takes one byte of it, the prompt gets the rest. So the end of an exchange is known to the byte.
/// </summary>
internal sealed class TypedAhead(Platform platform)
{
    // A pager that took its key erases itself; one that only stands in some output does not.
    private readonly Regex[] _pagers = [.. platform.Pager.Select(pager => new Regex($"(^|(?<=[\n\b\r]))[ \0]*({pager}){CommandOutput.Erasure}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))];
    private readonly StringBuilder _typed = new();
    private int _scanned;
    private int _pagersSeen;

    /// <summary>Keys typed for what looked like a pager.</summary>
    public int Keys { get; private set; }

    public void Line(string blanks) => _typed.Append(blanks).Append('\n');

    public void Key(string key)
    {
        Keys++;
        _typed.Append(key.ReplaceLineEndings("\n"));
    }

    /// <summary>Everything before went to a question.</summary>
    public void Clear() => _typed.Clear();

    /// <summary>How many bytes pagers took, so far as the received text shows.</summary>
    public int Eaten(ReceiveBuffer buffer)
    {
        if (_pagers.Length == 0 || _typed.Length == 0)
            return 0;
        _pagersSeen += Pagers(buffer, _scanned, buffer.LastLineStart);
        _scanned = buffer.LastLineStart;
        return Math.Min(_typed.Length, _pagersSeen + Pagers(buffer, _scanned, buffer.Length));
    }

    /// <summary>The lines, and what stands behind the last of them, that the prompt gets when pagers took so many bytes.</summary>
    public (string[] Lines, string Tail) Remaining(int eaten)
    {
        var lines = _typed.ToString(eaten, _typed.Length - eaten).Split('\n');
        return (lines[..^1], lines[^1]);
    }

    private int Pagers(ReceiveBuffer buffer, int start, int end) =>
        end > start && buffer.Bytes[start..end].ContainsAny((byte)'\b', (byte)'\r') ? Count(buffer.Text(start, end)) : 0;

    private int Count(string text) => _pagers.Sum(pager => pager.Count(text));
}
