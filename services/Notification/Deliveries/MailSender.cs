using Flux.Contracts.Notification.V1;
using Flux.Hosting;
using Flux.Notification.Composition;

namespace Flux.Notification.Deliveries;

/// <summary>Sends a message once: looks for a twin, renders, stores, sends, and answers after the first try.</summary>
internal sealed class MailSender(DraftReader drafts, MailComposer composer, Outbox outbox, Dispatcher dispatcher, ILogger<MailSender> logger)
{
    private const int MaxKey = 500;
    private const int MaxRequestId = 64;

    /// <summary>What joins requests: the key, else the request_id, else nothing. Adds a violation for either that is too long or not printable.</summary>
    public static string Key(string idempotencyKey, string requestId, Violations violations)
    {
        violations.Require(idempotencyKey.Length <= MaxKey && !idempotencyKey.Any(char.IsControl), "idempotency_key", $"must have at most {MaxKey} characters and no control characters");
        violations.Require(requestId.Length <= MaxRequestId && !requestId.Any(char.IsControl), "request_id", $"must have at most {MaxRequestId} characters and no control characters");
        return idempotencyKey.Length > 0 ? idempotencyKey : requestId;
    }

    /// <summary>The delivery's id and state, and whether the request was the duplicate of another.</summary>
    public async Task<(string Id, DeliveryRecord Delivery, bool IsDuplicate)> SendAsync(SendRequest request, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        var idempotencyKey = Key(request.IdempotencyKey, request.RequestId, violations);
        violations.ThrowIfAny();
        var draft = await drafts.ReadAsync(request.Message, cancellationToken);
        var key = Outbox.UniqueKey(idempotencyKey, draft.Intended.Select(mailbox => mailbox.Address));
        // A duplicate is answered before anything is rendered.
        if (await outbox.FindAsync(key, cancellationToken) is { } twin)
            return await FollowAsync(twin.Id, cancellationToken);
        var mail = await composer.ComposeAsync(draft, cancellationToken);
        var (id, isNew, ended) = await dispatcher.AddAsync(now => outbox.AddAsync(mail, idempotencyKey, key, now, cancellationToken));
        return isNew ? (id, await dispatcher.FollowAsync(id, ended, cancellationToken), false) : await FollowAsync(id, cancellationToken);
    }

    private async Task<(string Id, DeliveryRecord Delivery, bool IsDuplicate)> FollowAsync(string id, CancellationToken cancellationToken)
    {
        Log.Suppressed(logger, id);
        return (id, await dispatcher.FollowAsync(id, cancellationToken), true);
    }
}
