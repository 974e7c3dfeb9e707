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
        foreach (var header in mail.Headers)
            headers.Text(header.Name, header.Value);
        headers.Structured("MIME-Version", "1.0");
        var body = Body(mail);
        output.Append(body.Header).Append("\r\n").Append(body.Body);
        return Encoding.UTF8.GetBytes(output.ToString());
    }

    private static MimePart Body(OutgoingMail mail)
    {
        var text = MimePart.Text("plain", mail.Text);
        var shown = mail.Html.Length == 0 ? text : MimePart.Multipart("alternative", mail.MessageId, [text, MimePart.Text("html", mail.Html)]);
        return mail.Attachments.Count == 0 ? shown : MimePart.Multipart("mixed", mail.MessageId, [shown, .. mail.Attachments.Select(MimePart.File)]);
    }
}
