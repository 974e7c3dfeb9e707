using System.Text;

namespace Flux.Notification.Mime;

/// <summary>A text part: its media subtype and its body in the shortest safe transfer encoding.</summary>
internal sealed record MimePart(string Subtype, string Encoding, string Body)
{
    private const int MaxLine = 900;
    private const int Base64Width = 76;

    /// <summary>ASCII as it is, western text quoted-printable, the rest base64. Line ends become CRLF.</summary>
    public static MimePart Of(string subtype, string text)
    {
        var lines = text.ReplaceLineEndings("\r\n");
        if (!lines.EndsWith("\r\n", StringComparison.Ordinal))
            lines += "\r\n";
        if (lines.All(c => c is >= ' ' and <= '~' or '\t' or '\r' or '\n') && lines.Split("\r\n").All(line => line.Length <= MaxLine))
            return new MimePart(subtype, "7bit", lines);
        return lines.Count(c => c > '~') * 3 < lines.Length
            ? new MimePart(subtype, "quoted-printable", QuotedPrintable.Encode(lines))
            : new MimePart(subtype, "base64", Base64(lines));
    }

    /// <summary>Writes the part's own header fields, the empty line and the body.</summary>
    public void Write(StringBuilder output) => output
        .Append("Content-Type: text/").Append(Subtype).Append("; charset=utf-8\r\n")
        .Append("Content-Transfer-Encoding: ").Append(Encoding).Append("\r\n\r\n")
        .Append(Body);

    private static string Base64(string text)
    {
        var encoded = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));
        var output = new StringBuilder(encoded.Length + (encoded.Length / 36));
        for (var i = 0; i < encoded.Length; i += Base64Width)
            output.Append(encoded, i, Math.Min(Base64Width, encoded.Length - i)).Append("\r\n");
        return output.ToString();
    }
}
