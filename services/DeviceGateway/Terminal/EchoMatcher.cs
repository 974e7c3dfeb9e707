using System.Text;

namespace Flux.DeviceGateway.Terminal;

/// <summary>Finds a device's echo of a command.</summary>
internal static class EchoMatcher
{
    // A log line or two may stand before the echo; a whole output does not.
    private const int LinesSearched = 16;

    private static readonly char[] _blanks = [' ', '\t'];

    /// <summary>The offset after the echo and its line end; -1 when there is none in [0, end).</summary>
    public static int Find(ReceiveBuffer buffer, int end, byte[] command, string? prompt)
    {
        var wanted = Encoding.Latin1.GetString(command);
        string? rest = null;
        var start = 0;
        for (var line = 0; line < LinesSearched && start < end; line++)
        {
            var feed = buffer.Bytes[start..end].IndexOf((byte)'\n');
            if (feed < 0)
                return -1;
            var text = buffer.Text(start, start + feed).Trim('\r', '\0');
            start += feed + 1;
            // A blank may be left from a page key typed too late.
            if (line == 0 ? IsEcho(text.TrimStart(_blanks), wanted.TrimStart(_blanks)) : text == prompt + wanted)
                return start;
            if (line == 0 && prompt is { Length: > 0 } && text.EndsWith(prompt + wanted, StringComparison.Ordinal))
                return start;
            // A log line breaks the echo, where the device does not show the line anew: what it had not echoed yet comes behind.
            if (line == 0 && text.Length < wanted.Length && wanted.StartsWith(text, StringComparison.Ordinal))
                rest = wanted[text.Length..];
            else if (text == rest)
                return start;
        }

        return -1;
    }

    // Line editors wrap a long line by printing the next character, a carriage return and that character again,
    // or a blank and a carriage return; some correct themselves by backspaces.
    private static bool IsEcho(string text, string wanted)
    {
        if (text == wanted)
            return true;
        var (i, j) = (0, 0);
        while (i < text.Length)
        {
            if (j < wanted.Length && text[i] == wanted[j])
            {
                (i, j) = (i + 1, j + 1);
            }
            else if (text[i] == ' ' && j < wanted.Length && wanted[j] == '\t')
            {
                // A tab is shown as the blanks up to the next stop.
                for (; i < text.Length && text[i] == ' '; i++) ;
                for (; j < wanted.Length && _blanks.Contains(wanted[j]); j++) ;
            }
            else if (text[i] is '\r' or '\b' or '\0')
            {
                if (j > 0 && i + 1 < text.Length && text[i + 1] == wanted[j - 1] && (j == wanted.Length || text[i + 1] != wanted[j]))
                    j--;
                i++;
            }
            else if (text[i] == ' ' && (i + 1 == text.Length || text[i + 1] is '\r' or '\b'))
            {
                i++;
            }
            else
            {
                return false;
            }
        }

        return j == wanted.Length;
    }
}
