using Flux.Contracts.Notification.V1;
using Flux.Hosting;
using Flux.Notification.Composition;

namespace Flux.Notification.Deliveries;

/// <summary>Sends a message once: looks for a twin, renders, stores, sends, and answers after the first try.</summary>
internal sealed class MailSender(DraftReader drafts, MailComposer composer, Outbox outbox, Dispatcher dispatcher, ILogger<MailSender> logger)
{
    private const int MaxKey = 500;

    /// <summary>Adds a violation for a key that is too long or not printable.</summary>
    public static void CheckKey(string key, Violations violations) =>
        violations.Require(key.Length <= MaxKey && !key.Any(char.IsControl), "idempotency_key", $"must have at most {MaxKey} characters and no control characters");

    /// <summary>The delivery's id and state, and whether the request was the duplicate of another.</summary>
    public async Task<(string Id, DeliveryRecord Delivery, bool IsDuplicate)> SendAsync(SendRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        CheckKey(request.IdempotencyKey, violations);
        violations.ThrowIfAny();
        var draft = await drafts.ReadAsync(request.Message, cancellationToken);
        var key = Outbox.UniqueKey(request.IdempotencyKey, draft.Intended.Select(mailbox => mailbox.Address));
        // A duplicate is answered before anything is rendered.
        if (await outbox.FindAsync(key, cancellationToken) is { } twin)
            return await FollowAsync(twin.Id, cancellationToken);
        var mail = await composer.ComposeAsync(draft, cancellationToken);
        var (delivery, isNew) = await outbox.AddAsync(mail, request.IdempotencyKey, key, cancellationToken);
        return isNew ? (delivery.Id, await dispatcher.SendAsync(delivery, cancellationToken), false) : await FollowAsync(delivery.Id, cancellationToken);
    }

    private async Task<(string Id, DeliveryRecord Delivery, bool IsDuplicate)> FollowAsync(string id, CancellationToken cancellationToken)
    {
        Log.Suppressed(logger, id);
        return (id, await dispatcher.FollowAsync(id, cancellationToken), true);
    }
}
