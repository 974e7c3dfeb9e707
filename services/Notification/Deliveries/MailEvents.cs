using Flux.Documents;
using Flux.Events;

namespace Flux.Notification.Deliveries;

/// <summary>Tells others that a mail came to its end: <c>mail.sent</c> when everybody got it, <c>mail.failed</c> when somebody never will.</summary>
internal sealed class MailEvents(EventOutbox outbox)
{
    /// <summary>Adds the event to the batch that writes the end; nothing for a delivery that goes on.</summary>
    public void Add(DocumentBatch batch, string id, DeliveryRecord delivery)
    {
        if (delivery.State is not (DeliveryStatus.Sent or DeliveryStatus.Failed))
            return;
        outbox.Add(batch, delivery.State == DeliveryStatus.Sent ? "mail.sent" : "mail.failed", $"deliveries/{id}", new MailEventData(
            id, delivery.Mail.MessageId, delivery.IdempotencyKey, delivery.Delivered, [.. delivery.Refused.Select(refusal => refusal.Recipient)], delivery.Attempts, delivery.Destination, delivery.Reason));
    }
}
