using Flux.Contracts.Common.V1;
using Flux.Contracts.Notification.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Notification.Composition;

namespace Flux.Notification.Catalog;

/// <summary>Makes a declared bundle true in one write, or says everything that is wrong with it.</summary>
internal sealed class BundleApplier(IDocumentStore store, CatalogReader catalog, BundleCheck check, TemplateCheck templates, TimeProvider clock)
{
    private const int Tries = 5;

    /// <exception cref="FluxException">INVALID_ARGUMENT with every mistake; ABORTED when others keep changing the same resources.</exception>
    public async Task<IReadOnlyList<AppliedResource>> ApplyAsync(ApplyNotificationRequest bundle, CancellationToken cancellationToken)
    {
        var violations = new Violations();
        await check.CheckAsync(bundle, violations, cancellationToken);
        await templates.CheckAsync(bundle, violations, cancellationToken);
        violations.ThrowIfAny();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryApplyAsync(bundle, cancellationToken);
            }
            catch (DocumentException error) when (error is DocumentConflictException or DuplicateKeyException)
            {
                // Somebody wrote one of them between our reading and writing: compare anew.
                if (attempt == Tries)
                    throw FluxError.Aborted("bundle", "notification", "the same services or templates are being changed by others; apply again");
            }
        }
    }

    private async Task<IReadOnlyList<AppliedResource>> TryApplyAsync(ApplyNotificationRequest bundle, CancellationToken cancellationToken)
    {
        var (plan, _, _) = await PlanAsync(bundle, cancellationToken);
        await plan.CommitAsync(cancellationToken);
        return plan.Resources;
    }

    /// <summary>What must be written to make a bundle true that has been checked, and what is stored then.</summary>
    /// <exception cref="FluxException">ABORTED when a declared etag is not that of the stored resource.</exception>
    public async Task<(BundlePlan Plan, IReadOnlyList<Document<EmailServiceRecord>> Services, IReadOnlyList<Document<EmailTemplateRecord>> Templates)> PlanAsync(
        ApplyNotificationRequest bundle, CancellationToken cancellationToken)
    {
        var plan = new BundlePlan(store, bundle.ValidateOnly);
        var services = await plan.AddAsync(
            EmailServiceRecord.Type, "services", [.. bundle.Services.Select(service => (service.Name, service.Etag, Record(service)))],
            (_, record, _, number) => Task.FromResult(record with { Number = number }), cancellationToken);
        var declared = await plan.AddAsync(
            EmailTemplateRecord.Type, "templates", [.. bundle.Templates.Select(template => (template.Name, template.Etag, Record(template)))],
            async (name, record, known, number) =>
            {
                var last = known?.Version ?? await catalog.LastVersionAsync(name, cancellationToken);
                var next = record with { Number = number, Version = last + 1, UpdateTime = clock.GetUtcNow() };
                plan.Batch.Put(EmailTemplateRecord.Versions, EmailTemplateRecord.VersionId(name, next.Version), next);
                return next;
            },
            cancellationToken);
        return (plan, services, declared);
    }

    private static EmailServiceRecord Record(EmailService service) => new()
    {
        FromEmail = service.FromEmail.Trim(),
        CustomTo = service.CustomTo.Trim(),
        Subject = service.Subject.Trim(),
        Content = service.Content,
        Template = service.Template,
        Cc = service.Cc.Trim(),
        Bcc = service.Bcc.Trim(),
        ReplyTo = service.ReplyTo.Trim(),
        Headers = [.. service.Headers.Select(header => new MailHeader(header.Key, header.Value.Trim())).OrderBy(header => header.Name, StringComparer.Ordinal)],
        Attachments = [.. service.Attachments.Select(file => new AttachmentRule(file.FileName.Trim(), file.MediaType, file.Value))],
        Organization = service.Organization.Trim(),
    };

    private static EmailTemplateRecord Record(EmailTemplate template) => new() { Html = template.Html, Text = template.Text };
}
