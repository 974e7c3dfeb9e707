using System.Security.Cryptography;
using System.Text;
using Flux.Notification.Composition;

namespace Flux.Notification.Mime;

/// <summary>Writes a mail as RFC 5322 and MIME want it. The same mail gives the same bytes at every try.</summary>
internal static class MimeWriter
{
    /// <summary>The whole mail with CRLF line ends; ASCII unless an address needs SMTPUTF8.</summary>
    public static byte[] Write(OutgoingMail mail)
    {
        var output = new StringBuilder(1024 + mail.Text.Length + mail.Html.Length);
        var headers = new HeaderWriter(output);
        headers.Structured("Date", mail.Date.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'"));
        headers.Addresses("From", [mail.From]);
        headers.Addresses("Reply-To", mail.ReplyTo);
        if (mail.To.Count + mail.Cc.Count == 0)
            headers.Structured("To", "undisclosed-recipients:;");
        headers.Addresses("To", mail.To);
        headers.Addresses("Cc", mail.Cc);
        headers.Text("Subject", mail.Subject);
        headers.Structured("Message-ID", $"<{mail.MessageId}>");
        // Keeps out-of-office robots from answering (RFC 3834).
        headers.Structured("Auto-Submitted", "auto-generated");
        if (mail.RedirectedFrom.Count > 0)
            headers.Addresses("X-Flux-Redirected-From", mail.RedirectedFrom);
        headers.Structured("MIME-Version", "1.0");
        WriteBody(output, mail);
        return Encoding.UTF8.GetBytes(output.ToString());
    }

    private static void WriteBody(StringBuilder output, OutgoingMail mail)
    {
        var text = MimePart.Of("plain", mail.Text);
        if (mail.Html.Length == 0)
        {
            text.Write(output);
            return;
        }

        var boundary = "=_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mail.MessageId)).AsSpan(0, 16));
        output.Append("Content-Type: multipart/alternative; boundary=\"").Append(boundary).Append("\"\r\n\r\n");
        foreach (var part in (MimePart[])[text, MimePart.Of("html", mail.Html)])
        {
            output.Append("--").Append(boundary).Append("\r\n");
            part.Write(output);
            output.Append("\r\n");
        }

        output.Append("--").Append(boundary).Append("--\r\n");
    }
}
