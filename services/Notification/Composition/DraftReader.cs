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
    public Task<MailDraft> ReadAsync(Message? message, CancellationToken cancellationToken) => ReadAsync(message, needsRecipient: true, cancellationToken);

    /// <summary>The same for a batch, whose recipients come one by one, or for a preview.</summary>
    public async Task<MailDraft> ReadAsync(Message? message, bool needsRecipient, CancellationToken cancellationToken)
    {
        message ??= new Message();
        var named = message.Service.Length > 0;
        var service = named ? (await catalog.ServiceAsync(message.Service, cancellationToken)).Value : new EmailServiceRecord();
        var violations = new Violations();
        var organization = new Lazy<string>(() => MailOrganization.Of(message, service));
        var from = violations.Address(service.FromEmail.Length > 0 ? service.FromEmail : options.From ?? "", named ? "message.service.from_email" : "message.service");
        var draft = new MailDraft(
            message,
            service,
            from ?? new Mailbox("", "", ""),
            Recipients(message.To, "message.to", service.CustomTo, "message.service.custom_to", organization, violations),
            Recipients(message.Cc, "message.cc", service.Cc, "message.service.cc", organization, violations),
            Recipients(message.Bcc, "message.bcc", service.Bcc, "message.service.bcc", organization, violations),
            violations.Addresses(message.ReplyTo.Length > 0 ? message.ReplyTo : service.ReplyTo, "message.reply_to"),
            [.. violations.Attachments(message.Attachments, "message.attachments"), .. Inherited(service)]);
        if (violations.IsEmpty && needsRecipient)
            violations.Require(draft.Intended.Count > 0, "message.to", named ? $"must name a recipient, because service '{message.Service}' has none" : "must name a recipient");
        CheckTexts(message, named, violations);
        violations.ThrowIfAny();
        return draft;
    }

    /// <summary>The addresses of one field; those that are wrong or may not be mailed become violations.</summary>
    public IReadOnlyList<Mailbox> Recipients(string text, string field, Func<string> organization, Violations violations)
    {
        var recipients = violations.Addresses(text, field);
        policy.Check(recipients, organization, field, violations);
        return recipients;
    }

    private IReadOnlyList<Mailbox> Recipients(string own, string ownField, string inherited, string inheritedField, Lazy<string> organization, Violations violations)
    {
        var (text, field) = own.Trim().Length > 0 ? (own, ownField) : (inherited, inheritedField);
        return Recipients(text, field, () => organization.Value, violations);
    }

    private static IEnumerable<AttachmentDraft> Inherited(EmailServiceRecord service) =>
        service.Attachments.Select((file, i) => new AttachmentDraft($"message.service.attachments[{i}]", file.FileName, IsTemplate: true, file.MediaType, file.Value, []));

    private static void CheckTexts(Message message, bool named, Violations violations)
    {
        violations.Require(named || message.HasSubject, "message.subject", "must be set, or a service that has one must be named");
        violations.Require(named || message.HasBody, "message.body", "must be set, or a service that has content must be named");
        if (message.HasSubject)
            SubjectLine.Check(message.Subject, "message.subject", violations);
        violations.Headers(message.Headers, "message.headers");
        violations.Require(message.TemplateVersion >= 0, "message.template_version", "must not be negative; 0 is the newest");
        violations.Require(message.Body.Length <= MaxBody, "message.body", "must be at most 4 MiB");
        if (MailContext.Check(message.ContextJson) is { } error)
            violations.Add("message.context_json", error);
    }
}
