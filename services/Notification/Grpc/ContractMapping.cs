using Flux.Contracts.Common.V1;
using Flux.Contracts.Notification.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Notification.Catalog;
using Flux.Notification.Composition;
using Flux.Notification.Deliveries;
using Google.Protobuf.WellKnownTypes;

namespace Flux.Notification.Grpc;

/// <summary>Stored things as the contract has them.</summary>
internal static class ContractMapping
{
    public static EmailService ToContract(this Document<EmailServiceRecord> document) => new()
    {
        Id = document.Value.Number,
        Name = document.Id,
        FromEmail = document.Value.FromEmail,
        CustomTo = document.Value.CustomTo,
        Subject = document.Value.Subject,
        Content = document.Value.Content,
        Template = document.Value.Template,
        Cc = document.Value.Cc,
        Bcc = document.Value.Bcc,
        ReplyTo = document.Value.ReplyTo,
        Headers = { document.Value.Headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.Ordinal) },
        Attachments = { document.Value.Attachments.Select(file => new AttachmentSource { FileName = file.FileName, MediaType = file.MediaType, Value = file.Value }) },
        Organization = document.Value.Organization,
        Etag = $"{document.Version}",
    };

    public static EmailTemplate ToContract(this Document<EmailTemplateRecord> document) => new()
    {
        Id = document.Value.Number,
        Name = document.Id.Split('\t')[0],
        Html = document.Value.Html,
        Text = document.Value.Text,
        Etag = $"{document.Version}",
        Version = document.Value.Version,
        UpdateTime = document.Value.UpdateTime.ToTimestamp(),
    };

    public static RenderedMail ToContract(this OutgoingMail mail) => new()
    {
        From = mail.From.ToString(),
        To = { mail.To.Select(mailbox => mailbox.ToString()) },
        Cc = { mail.Cc.Select(mailbox => mailbox.ToString()) },
        Bcc = { mail.Bcc.Select(mailbox => mailbox.ToString()) },
        Subject = mail.Subject,
        Text = mail.Text,
        Html = mail.Html,
        Headers = { mail.Headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.Ordinal) },
        Attachments = { mail.Attachments.Select(file => new RenderedAttachment { FileName = file.FileName, MediaType = file.MediaType, Size = file.Content.Length }) },
        Templates = { mail.Templates.Select(ToContract) },
        ReplyTo = { mail.ReplyTo.Select(mailbox => mailbox.ToString()) },
    };

    public static Delivery ToContract(this Document<DeliveryRecord> document) => document.Value.ToContract(document.Id);

    /// <summary>The states of a filter.</summary>
    /// <exception cref="FluxException">INVALID_ARGUMENT for a state that is never stored.</exception>
    public static IReadOnlyCollection<DeliveryStatus> ToStatuses(this IEnumerable<DeliveryState> states) => [.. states.Select((state, i) => state switch
    {
        DeliveryState.Queued => DeliveryStatus.Queued,
        DeliveryState.Sending => DeliveryStatus.Sending,
        DeliveryState.Sent => DeliveryStatus.Sent,
        DeliveryState.Deferred => DeliveryStatus.Deferred,
        DeliveryState.Failed => DeliveryStatus.Failed,
        _ => throw FluxError.InvalidArgument($"states[{i}]", "must be QUEUED, SENDING, SENT, DEFERRED or FAILED; no delivery is ever stored in another state"),
    })];

    /// <summary>A duplicate of a mail that was sent is answered with that mail's delivery in state SUPPRESSED.</summary>
    public static Delivery ToContract(this DeliveryRecord delivery, string id, bool isDuplicate = false) => new()
    {
        Id = id,
        State = isDuplicate && delivery.State == DeliveryStatus.Sent ? DeliveryState.Suppressed : ToContract(delivery.State),
        MessageId = $"<{delivery.Mail.MessageId}>",
        From = delivery.Mail.From.ToString(),
        Recipients = { delivery.Mail.Recipients },
        Subject = delivery.Mail.Subject,
        Failure = delivery.Reason.Length > 0 ? new Failure { Reason = delivery.Reason, Message = delivery.Message } : null,
        Attempts = delivery.Attempts,
        RetryTime = delivery.RetryTime?.ToTimestamp(),
        CreateTime = delivery.CreateTime.ToTimestamp(),
        SentTime = delivery.SentTime?.ToTimestamp(),
        IdempotencyKey = delivery.IdempotencyKey,
        Destination = delivery.Destination,
        Templates = { delivery.Mail.Templates.Select(ToContract) },
    };

    private static TemplateVersion ToContract(TemplateUse use) => new() { Name = use.Name, Version = use.Version };

    private static DeliveryState ToContract(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Queued => DeliveryState.Queued,
        DeliveryStatus.Sending => DeliveryState.Sending,
        DeliveryStatus.Sent => DeliveryState.Sent,
        DeliveryStatus.Deferred => DeliveryState.Deferred,
        _ => DeliveryState.Failed,
    };
}
