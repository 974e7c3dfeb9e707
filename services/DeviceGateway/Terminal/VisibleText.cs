using System.Text;

namespace Flux.DeviceGateway.Terminal;

/// <summary>
/// What a screen would show of a text, and where in the text each of its characters stands: without control sequences and NULs, without what a line
/// editor printed only to overwrite it (backspaces, and the "blank, carriage return" or "next character, carriage return" of a line that wraps).
/// </summary>
internal sealed class VisibleText
{
    private const char Escape = '\u001b';

    private static readonly char[] _controls = [Escape, '\b', '\0', '\a', '\r'];

    private readonly StringBuilder _shown = new();
    private readonly List<(int First, int Last)> _places = [];

    private VisibleText()
    {
    }

    /// <summary>The characters that a screen shows.</summary>
    public string Shown { get; private set; } = "";

    /// <summary>Reads a text; null when all of it is shown as it stands.</summary>
    public static VisibleText? Of(string text)
    {
        if (text.AsSpan().IndexOfAny(_controls) < 0)
            return null;
        var visible = new VisibleText();
        visible.Read(text);
        visible.Shown = visible._shown.ToString();
        return visible;
    }

    /// <summary>From where to where some shown characters stand in the text, with what is between them.</summary>
    public Range Place(int start, int length) => _places[start].First..(_places[start + length - 1].Last + 1);

    private void Read(string text)
    {
        // Where a character was overwritten, the one in its place begins there.
        var first = -1;
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case Escape:
                    at = EndOfSequence(text, at);
                    break;
                case '\0' or '\a':
                    break;
                case '\b':
                    first = Drop();
                    break;
                case '\r' when at + 1 < text.Length && text[at + 1] is not ('\r' or '\n') && _shown.Length > 0 && (_shown[^1] == ' ' || _shown[^1] == text[at + 1]):
                    first = Drop();
                    break;
                case '\r':
                    break;
                default:
                    _shown.Append(text[at]);
                    _places.Add((first >= 0 ? first : at, at));
                    first = -1;
                    break;
            }
        }
    }

    private int Drop()
    {
        if (_places.Count == 0)
            return -1;
        var first = _places[^1].First;
        _places.RemoveAt(_places.Count - 1);
        _shown.Length--;
        return first;
    }

    // ECMA-48, as ControlFilter has it.
    private static int EndOfSequence(string text, int at)
    {
        if (at + 1 >= text.Length)
            return at;
        var end = at + 2;
        switch (text[at + 1])
        {
            case '[':
                while (end < text.Length && text[end] is < '\u0040' or > '\u007e')
                    end++;
                return end;
            case ']' or 'P' or '_' or '^':
                while (end < text.Length && text[end] != '\a' && !(text[end] == '\\' && text[end - 1] == Escape))
                    end++;
                return end;
            case >= ' ' and <= '/':
                return end;
            default:
                return at + 1;
        }
    }
}
