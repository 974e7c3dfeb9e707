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
    IReadOnlyList<AttachmentDraft> Attachments)
{
    /// <summary>Name of the HTML template; empty for none.</summary>
    public string Template => Message.Template.Length > 0 ? Message.Template : Service.Template;

    /// <summary>Everybody it is meant for.</summary>
    public IReadOnlyList<Mailbox> Intended => [.. To.Concat(Cc).Concat(Bcc).DistinctBy(mailbox => mailbox.Address)];

    /// <summary>The service's header fields that the message does not set itself; Django templates.</summary>
    public IReadOnlyList<MailHeader> ServiceHeaders => [.. Service.Headers.Where(header => !Message.Headers.Keys.Contains(header.Name, StringComparer.OrdinalIgnoreCase))];

    /// <summary>The message's own header fields, finished.</summary>
    public IReadOnlyList<MailHeader> OwnHeaders => [.. Message.Headers.Select(header => new MailHeader(header.Key, header.Value)).OrderBy(header => header.Name, StringComparer.Ordinal)];
}
