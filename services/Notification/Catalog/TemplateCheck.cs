using Flux.Contracts.Common.V1;
using Flux.Contracts.Notification.V1;
using Flux.Hosting;
using Flux.Notification.Composition;
using Flux.Notification.Rendering;
using Grpc.Core;

namespace Flux.Notification.Catalog;

/// <summary>Finds syntax errors in a bundle's templates by rendering them without data. Without script-runner nothing is checked, and the log says so.</summary>
internal sealed class TemplateCheck(CatalogReader catalog, IMailRenderer renderer, ILogger<TemplateCheck> logger)
{
    /// <summary>Adds one violation for each template that cannot work, whatever the data.</summary>
    public async Task CheckAsync(ApplyNotificationRequest bundle, Violations violations, CancellationToken cancellationToken)
    {
        var templates = Templates(bundle).Where(template => !template.Text.IsPlain).ToList();
        if (templates.Count == 0)
            return;
        var newer = bundle.Templates.GroupBy(template => template.Name, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.First().Html, StringComparer.Ordinal);
        var includes = await catalog.IncludesAsync(templates.Select(template => template.Text.Source), newer, cancellationToken);
        try
        {
            // One call when all is well; only a failure costs a call a template, so that every bad one is named.
            if ((await renderer.RenderAsync([.. templates.Select(template => template.Text)], "{}", includes.Sources, cancellationToken)).Failure is null)
                return;
            foreach (var (field, text) in templates)
                await CheckOneAsync(field, text, newer, violations, cancellationToken);
        }
        catch (RpcException error) when (error.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Unimplemented or StatusCode.ResourceExhausted)
        {
            Log.TemplatesNotChecked(logger, error.Status.Detail);
        }
    }

    private static IEnumerable<(string Field, TemplateText Text)> Templates(ApplyNotificationRequest bundle)
    {
        for (var i = 0; i < bundle.Services.Count; i++)
        {
            var service = bundle.Services[i];
            yield return ($"services[{i}].subject", new TemplateText($"service {service.Name} / subject", service.Subject, false));
            yield return ($"services[{i}].content", new TemplateText($"service {service.Name} / content", service.Content, HtmlText.IsHtml(service.Content)));
            foreach (var (name, value) in service.Headers)
                yield return ($"services[{i}].headers[{name}]", new TemplateText($"service {service.Name} / header {name}", value, false));
            for (var j = 0; j < service.Attachments.Count; j++)
                yield return ($"services[{i}].attachments[{j}].file_name", new TemplateText($"service {service.Name} / attachment {j}", service.Attachments[j].FileName, false));
        }

        for (var i = 0; i < bundle.Templates.Count; i++)
        {
            var template = bundle.Templates[i];
            yield return ($"templates[{i}].html", new TemplateText($"template {template.Name}", template.Html, true));
            yield return ($"templates[{i}].text", new TemplateText($"template {template.Name} / text", template.Text, false));
        }
    }

    private async Task CheckOneAsync(string field, TemplateText text, Dictionary<string, string> newer, Violations violations, CancellationToken cancellationToken)
    {
        var includes = await catalog.IncludesAsync([text.Source], newer, cancellationToken);
        if ((await renderer.RenderAsync([text], "{}", includes.Sources, cancellationToken)).Failure is not { } failure)
            return;
        // Without data a computed name of another template is empty, and other errors may come from the data being absent.
        var computed = includes.Sources.Values.Prepend(text.Source).Any(source => TemplateReferences.Find(source) is null);
        if (failure.Type == "TemplateSyntaxError" ? !(computed && failure.Message.Contains("Invalid template name", StringComparison.Ordinal)) : failure.Type == "TemplateDoesNotExist" && !computed)
            violations.Add(field, Describe(failure));
    }

    private static string Describe(Failure failure) => failure.Line > 0 ? $"line {failure.Line}: {failure.Message}" : failure.Message;
}
