using System.Text;

namespace Flux.Notification.Mime;

/// <summary>The transfer encoding quoted-printable (RFC 2045, section 6.7) of text with CRLF line ends.</summary>
internal static class QuotedPrintable
{
    private const int Width = 76;
    private const string Digits = "0123456789ABCDEF";

    /// <summary>Encodes UTF-8; no line is longer than 76 characters.</summary>
    public static string Encode(string text)
    {
        var output = new StringBuilder(text.Length + (text.Length / 8));
        var column = 0;
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (IsLineEnd(bytes, i))
            {
                output.Append("\r\n");
                column = 0;
                i++;
                continue;
            }

            var raw = bytes[i] is >= (byte)' ' and <= (byte)'~' and not (byte)'=' || bytes[i] == '\t';
            // Blanks at the end of a line get lost on the way.
            if (raw && bytes[i] is (byte)' ' or (byte)'\t' && (i + 1 == bytes.Length || IsLineEnd(bytes, i + 1)))
                raw = false;
            var width = raw ? 1 : 3;
            if (column + width >= Width)
            {
                output.Append("=\r\n");
                column = 0;
            }

            if (raw)
                output.Append((char)bytes[i]);
            else
                output.Append('=').Append(Digits[bytes[i] >> 4]).Append(Digits[bytes[i] & 15]);
            column += width;
        }

        return output.ToString();
    }

    private static bool IsLineEnd(byte[] bytes, int at) => at + 1 < bytes.Length && bytes[at] == '\r' && bytes[at + 1] == '\n';
}
