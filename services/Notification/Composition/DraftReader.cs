using Flux.Contracts.Notification.V1;
using Flux.Hosting;
using Flux.Notification.Addresses;
using Flux.Notification.Catalog;
using Flux.Notification.Deliveries;

namespace Flux.Notification.Composition;

/// <summary>Checks a message and fills it up with its service's fields.</summary>
internal sealed class DraftReader(CatalogReader catalog, RecipientPolicy policy, MailOptions options)
{
    private const int MaxBody = 4 * 1024 * 1024;

    /// <exception cref="FluxException">NOT_FOUND for an unknown service; INVALID_ARGUMENT with every other mistake.</exception>
    public async Task<MailDraft> ReadAsync(Message? message, CancellationToken cancellationToken)
    {
        message ??= new Message();
        var named = message.Service.Length > 0;
        var service = named ? (await catalog.ServiceAsync(message.Service, cancellationToken)).Value : new EmailServiceRecord();
        var violations = new Violations();
        var from = violations.Address(service.FromEmail.Length > 0 ? service.FromEmail : options.From ?? "", named ? "message.service.from_email" : "message.service");
        var draft = new MailDraft(
            message,
            service,
            from ?? new Mailbox("", "", ""),
            Recipients(message.To, "message.to", service.CustomTo, "message.service.custom_to", violations),
            Recipients(message.Cc, "message.cc", service.Cc, "message.service.cc", violations),
            Recipients(message.Bcc, "message.bcc", service.Bcc, "message.service.bcc", violations),
            violations.Addresses(message.ReplyTo.Length > 0 ? message.ReplyTo : service.ReplyTo, "message.reply_to"),
            violations.Attachments(message.Attachments, "message.attachments"));
        if (violations.IsEmpty)
            violations.Require(draft.Intended.Count > 0, "message.to", named ? $"must name a recipient, because service '{message.Service}' has none" : "must name a recipient");
        CheckTexts(message, named, violations);
        violations.ThrowIfAny();
        return draft;
    }

    private IReadOnlyList<Mailbox> Recipients(string own, string ownField, string inherited, string inheritedField, Violations violations)
    {
        var (text, field) = own.Trim().Length > 0 ? (own, ownField) : (inherited, inheritedField);
        var recipients = violations.Addresses(text, field);
        policy.Check(recipients, field, violations);
        return recipients;
    }

    private static void CheckTexts(Message message, bool named, Violations violations)
    {
        violations.Require(named || message.HasSubject, "message.subject", "must be set, or a service that has one must be named");
        violations.Require(named || message.HasBody, "message.body", "must be set, or a service that has content must be named");
        if (message.HasSubject)
            SubjectLine.Check(message.Subject, "message.subject", violations);
        violations.Require(message.Body.Length <= MaxBody, "message.body", "must be at most 4 MiB");
        if (MailContext.Check(message.ContextJson) is { } error)
            violations.Add("message.context_json", error);
    }
}
