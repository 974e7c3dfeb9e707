using Flux.Contracts.Notification.V1;
using Flux.Hosting;
using Flux.Notification.Addresses;
using Flux.Notification.Composition;
using Flux.Notification.Deliveries;

namespace Flux.Notification.Catalog;

/// <summary>Finds everything that is wrong with a declared bundle, template syntax apart.</summary>
internal sealed class BundleCheck(CatalogReader catalog, MailOptions options)
{
    private const int MaxName = 100;
    private const int MaxSource = 1024 * 1024;

    /// <summary>Adds one violation for each mistake; field paths are those of the request.</summary>
    public async Task CheckAsync(ApplyNotificationRequest bundle, Violations violations, CancellationToken cancellationToken)
    {
        Names([.. bundle.Services.Select(service => service.Name)], "services", violations);
        Names([.. bundle.Templates.Select(template => template.Name)], "templates", violations);
        for (var i = 0; i < bundle.Templates.Count; i++)
            Template(bundle.Templates[i], $"templates[{i}]", violations);
        for (var i = 0; i < bundle.Services.Count; i++)
        {
            Service(bundle.Services[i], $"services[{i}]", violations);
            var template = bundle.Services[i].Template;
            if (template.Length > 0 && bundle.Templates.All(declared => declared.Name != template) && await catalog.TemplateAsync(template, cancellationToken) is null)
                violations.Add($"services[{i}].template", $"there is no template '{template}'; declare it in the same bundle or correct the name");
        }
    }

    private static void Names(IReadOnlyList<string> names, string kind, Violations violations)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            var field = $"{kind}[{i}].name";
            if (!violations.Require(names[i].Length is > 0 and <= MaxName, field, $"must have 1 to {MaxName} characters")
                || !violations.Require(!names[i].Any(char.IsControl) && names[i] == names[i].Trim(), field, "must not have control characters or blanks at its ends"))
                continue;
            if (!seen.TryAdd(names[i], i))
                violations.Add(field, $"'{names[i]}' is declared twice, first in {kind}[{seen[names[i]]}]; names are unique");
        }
    }

    private static void Template(EmailTemplate template, string path, Violations violations)
    {
        violations.Require(!string.IsNullOrWhiteSpace(template.Html), $"{path}.html", "must not be empty");
        violations.Require(template.Html.Length <= MaxSource, $"{path}.html", "must be at most 1 MiB");
        violations.Require(template.Text.Length <= MaxSource, $"{path}.text", "must be at most 1 MiB");
    }

    private void Service(EmailService service, string path, Violations violations)
    {
        if (service.FromEmail.Length > 0)
            violations.Address(service.FromEmail, $"{path}.from_email");
        else
            violations.Require(options.From is not null, $"{path}.from_email", "must be set, because notification has no default sender (option --mail:from)");
        violations.Addresses(service.CustomTo, $"{path}.custom_to");
        violations.Addresses(service.Cc, $"{path}.cc");
        violations.Addresses(service.Bcc, $"{path}.bcc");
        violations.Addresses(service.ReplyTo, $"{path}.reply_to");
        violations.Headers(service.Headers, $"{path}.headers");
        violations.AttachmentRules(service.Attachments, $"{path}.attachments");
        violations.Require(service.Organization.Length <= MaxName, $"{path}.organization", $"must have at most {MaxName} characters");
        violations.Require(!service.Subject.Trim().Any(char.IsControl), $"{path}.subject", "must be one line without control characters");
        violations.Require(service.Subject.Length <= MaxSource, $"{path}.subject", "must be at most 1 MiB");
        violations.Require(service.Content.Length <= MaxSource, $"{path}.content", "must be at most 1 MiB");
    }
}
