using Flux.Contracts.Notification.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Notification.Addresses;
using Flux.Notification.Composition;

namespace Flux.Notification.Deliveries;

/// <summary>Sends one message to many recipients, each a mail of its own: one rendering for each distinct context, one write for all.</summary>
internal sealed class BatchSender(DraftReader drafts, MailComposer composer, Outbox outbox, Dispatcher dispatcher)
{
    private const int MaxRecipients = 1000;

    /// <summary>The deliveries in the order of the recipients, and which of them are duplicates.</summary>
    /// <exception cref="FluxException">INVALID_ARGUMENT with every mistake; FAILED_PRECONDITION when a template fails. Nothing is stored then.</exception>
    public async Task<IReadOnlyList<(Document<DeliveryRecord> Delivery, bool IsDuplicate)>> SendAsync(SendBatchRequest request, CancellationToken cancellationToken)
    {
        var message = request.Message?.Clone() ?? new Message();
        var violations = new Violations();
        var idempotencyKey = MailSender.Key(request.IdempotencyKey, request.RequestId, violations);
        violations.Require(request.Recipients.Count is > 0 and <= MaxRecipients, "recipients", $"must be 1 to {MaxRecipients}");
        violations.Require(message.To.Length + message.Cc.Length + message.Bcc.Length == 0, "message.to", "must be empty in a batch, cc and bcc too: each recipient gets a mail of its own");
        violations.ThrowIfAny();
        var draft = await drafts.ReadAsync(message, needsRecipient: false, cancellationToken) with { Cc = [], Bcc = [] };
        var people = Recipients(request, draft, violations);
        violations.ThrowIfAny();

        var contents = new Dictionary<string, MailContent>(StringComparer.Ordinal);
        var mails = new List<(OutgoingMail Mail, string? UniqueKey)>();
        foreach (var (to, context) in people)
        {
            var own = draft with { To = to, Message = message };
            if (!contents.TryGetValue(context, out var content))
            {
                message.ContextJson = context;
                contents[context] = content = await composer.RenderAsync(own, cancellationToken);
            }

            mails.Add((composer.Address(own, content), Outbox.UniqueKey(idempotencyKey, to.Select(mailbox => mailbox.Address))));
        }

        if (await outbox.TryAddAsync(mails, idempotencyKey, cancellationToken) is not { } stored)
            return await AddEachAsync(mails, idempotencyKey, cancellationToken);
        dispatcher.Enqueue(stored);
        return [.. stored.Select(delivery => (delivery, false))];
    }

    // Some were sent before; those are left as they are.
    private async Task<IReadOnlyList<(Document<DeliveryRecord> Delivery, bool IsDuplicate)>> AddEachAsync(
        List<(OutgoingMail Mail, string? UniqueKey)> mails, string key, CancellationToken cancellationToken)
    {
        var answers = new List<(Document<DeliveryRecord>, bool)>();
        foreach (var (mail, uniqueKey) in mails)
        {
            var (delivery, isNew) = await outbox.AddAsync(mail, key, uniqueKey, cancellationToken);
            if (isNew)
                dispatcher.Enqueue([delivery]);
            answers.Add((delivery, !isNew));
        }

        return answers;
    }

    private List<(IReadOnlyList<Mailbox> To, string Context)> Recipients(SendBatchRequest request, MailDraft draft, Violations violations)
    {
        var people = new List<(IReadOnlyList<Mailbox> To, string Context)>();
        for (var i = 0; i < request.Recipients.Count; i++)
        {
            var recipient = request.Recipients[i];
            var context = recipient.ContextJson.Length > 0 ? recipient.ContextJson : draft.Message.ContextJson;
            if (recipient.ContextJson.Length > 0 && MailContext.Check(context) is { } error)
                violations.Add($"recipients[{i}].context_json", error);
            var before = violations.Count;
            var to = drafts.Recipients(recipient.To, $"recipients[{i}].to", () => MailOrganization.Of(new Message(draft.Message) { ContextJson = context }, draft.Service), violations);
            if (violations.Count == before)
                violations.Require(to.Count > 0, $"recipients[{i}].to", "must name a recipient");
            people.Add((to, context));
        }

        return people;
    }
}
