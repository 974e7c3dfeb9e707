using System.Text.Json;
using Flux.Documents;
using Flux.Notification.Composition;

namespace Flux.Notification.Catalog;

/// <summary>A stored e-mail service; the document's id is its name. The texts are as declared.</summary>
internal sealed record EmailServiceRecord : ICatalogRecord
{
    public static DocumentType<EmailServiceRecord> Type { get; } = new("email-services", [new("number", service => service.Number, Unique: true)]);

    public long Number { get; init; }

    public string FromEmail { get; init; } = "";

    public string CustomTo { get; init; } = "";

    public string Subject { get; init; } = "";

    public string Content { get; init; } = "";

    public string Template { get; init; } = "";

    public string Cc { get; init; } = "";

    public string Bcc { get; init; } = "";

    public string ReplyTo { get; init; } = "";

    /// <summary>Django templates, in the order of their names.</summary>
    public IReadOnlyList<MailHeader> Headers { get; init; } = [];

    public IReadOnlyList<AttachmentRule> Attachments { get; init; } = [];

    public string Organization { get; init; } = "";

    public IReadOnlyList<(string Field, string Value)> Fields() =>
    [
        ("from_email", FromEmail), ("custom_to", CustomTo), ("subject", Subject), ("content", Content), ("template", Template), ("cc", Cc), ("bcc", Bcc), ("reply_to", ReplyTo),
        ("headers", JsonSerializer.Serialize(Headers)), ("attachments", JsonSerializer.Serialize(Attachments)), ("organization", Organization),
    ];
}
