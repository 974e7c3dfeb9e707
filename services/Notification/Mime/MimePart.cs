using System.Security.Cryptography;
using System.Text;
using Flux.Notification.Composition;

namespace Flux.Notification.Mime;

/// <summary>A part of a mail: its own header fields and its body, encoded for any server.</summary>
internal sealed record MimePart(string Header, string Body)
{
    private const int MaxLine = 900;
    private const int Base64Width = 76;

    /// <summary>A text: ASCII as it is, western text quoted-printable, the rest base64. Line ends become CRLF.</summary>
    public static MimePart Text(string subtype, string text)
    {
        var lines = text.ReplaceLineEndings("\r\n");
        if (!lines.EndsWith("\r\n", StringComparison.Ordinal))
            lines += "\r\n";
        var type = $"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: ";
        if (lines.All(c => c is >= ' ' and <= '~' or '\t' or '\r' or '\n') && lines.Split("\r\n").All(line => line.Length <= MaxLine))
            return new MimePart(type + "7bit\r\n", lines);
        return lines.Count(c => c > '~') * 3 < lines.Length
            ? new MimePart(type + "quoted-printable\r\n", QuotedPrintable.Encode(lines))
            : new MimePart(type + "base64\r\n", Base64(Encoding.UTF8.GetBytes(lines)));
    }

    /// <summary>A file.</summary>
    public static MimePart File(MailAttachment file)
    {
        var name = file.FileName.All(c => c is >= ' ' and <= '~' and not ('"' or '\\'))
            ? $"filename=\"{file.FileName}\""
            : $"filename*=utf-8''{Uri.EscapeDataString(file.FileName)}";
        var header = $"Content-Type: {file.MediaType}\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment;\r\n {name}\r\n";
        return new MimePart(header, Base64(file.Content));
    }

    /// <summary>Several parts: "alternative" (the last one that the reader can show) or "mixed" (one after the other).</summary>
    /// <param name="subtype">alternative or mixed.</param>
    /// <param name="id">The boundary is made of it, so that the same mail has the same bytes.</param>
    /// <param name="parts">The parts.</param>
    public static MimePart Multipart(string subtype, string id, IEnumerable<MimePart> parts)
    {
        // "=_" stands in no quoted-printable and no base64 text (RFC 2045), and who could guess the rest.
        var boundary = "=_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subtype + id)).AsSpan(0, 16));
        var body = new StringBuilder();
        foreach (var part in parts)
            body.Append("--").Append(boundary).Append("\r\n").Append(part.Header).Append("\r\n").Append(part.Body).Append("\r\n");
        body.Append("--").Append(boundary).Append("--\r\n");
        return new MimePart($"Content-Type: multipart/{subtype}; boundary=\"{boundary}\"\r\n", body.ToString());
    }

    private static string Base64(byte[] bytes)
    {
        var encoded = Convert.ToBase64String(bytes);
        var output = new StringBuilder(encoded.Length + (encoded.Length / 36) + 2);
        for (var i = 0; i < encoded.Length; i += Base64Width)
            output.Append(encoded, i, Math.Min(Base64Width, encoded.Length - i)).Append("\r\n");
        return output.ToString();
    }
}
