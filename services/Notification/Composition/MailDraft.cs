using Flux.Contracts.Notification.V1;
using Flux.Notification.Addresses;
using Flux.Notification.Catalog;

namespace Flux.Notification.Composition;

/// <summary>A checked message whose addresses are known and whose texts are not rendered yet.</summary>
internal sealed record MailDraft(
    Message Message,
    EmailServiceRecord Service,
    Mailbox From,
    IReadOnlyList<Mailbox> To,
    IReadOnlyList<Mailbox> Cc,
    IReadOnlyList<Mailbox> Bcc,
    IReadOnlyList<Mailbox> ReplyTo,
    IReadOnlyList<MailAttachment> Attachments)
{
    /// <summary>Name of the HTML template; empty for none.</summary>
    public string Template => Message.Template.Length > 0 ? Message.Template : Service.Template;

    /// <summary>Everybody it is meant for.</summary>
    public IReadOnlyList<Mailbox> Intended => [.. To.Concat(Cc).Concat(Bcc).DistinctBy(mailbox => mailbox.Address)];
}
