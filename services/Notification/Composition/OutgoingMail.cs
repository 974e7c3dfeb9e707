using System.Text.Json.Serialization;
using Flux.Notification.Addresses;
using Flux.Notification.Catalog;

namespace Flux.Notification.Composition;

/// <summary>A finished mail: everything that its bytes depend on.</summary>
internal sealed record OutgoingMail
{
    /// <summary>Stable id without angle brackets; empty in a preview.</summary>
    public string MessageId { get; init; } = "";

    /// <summary>When it was asked for, UTC.</summary>
    public DateTimeOffset Date { get; init; }

    /// <summary>Sender.</summary>
    public required Mailbox From { get; init; }

    /// <summary>Recipients.</summary>
    public required IReadOnlyList<Mailbox> To { get; init; }

    /// <summary>Copies.</summary>
    public IReadOnlyList<Mailbox> Cc { get; init; } = [];

    /// <summary>Blind copies: in the envelope, never in the mail.</summary>
    public IReadOnlyList<Mailbox> Bcc { get; init; } = [];

    /// <summary>Where answers go.</summary>
    public IReadOnlyList<Mailbox> ReplyTo { get; init; } = [];

    /// <summary>Whom it was meant for, where a development switch sends all mail elsewhere.</summary>
    public IReadOnlyList<Mailbox> RedirectedFrom { get; init; } = [];

    /// <summary>One line.</summary>
    public required string Subject { get; init; }

    /// <summary>Plain-text part.</summary>
    public required string Text { get; init; }

    /// <summary>HTML part; empty when there is none.</summary>
    public string Html { get; init; } = "";

    /// <summary>Header fields that the service or the caller added.</summary>
    public IReadOnlyList<MailHeader> Headers { get; init; } = [];

    /// <summary>The stored templates it was made of, in the order of their names.</summary>
    public IReadOnlyList<TemplateUse> Templates { get; init; } = [];

    /// <summary>Files sent along.</summary>
    public IReadOnlyList<MailAttachment> Attachments { get; init; } = [];

    /// <summary>Everybody it goes to, each once.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Recipients => [.. To.Concat(Cc).Concat(Bcc).Select(mailbox => mailbox.Address).Distinct(StringComparer.Ordinal)];

    /// <summary>An address in it cannot be written in ASCII.</summary>
    [JsonIgnore]
    public bool NeedsUtf8 => To.Concat(Cc).Concat(Bcc).Concat(ReplyTo).Concat(RedirectedFrom).Append(From).Any(mailbox => mailbox.NeedsUtf8);
}
