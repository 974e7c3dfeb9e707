using Flux.Contracts.Common.V1;
using Flux.Hosting;
using Flux.Notification.Addresses;
using Flux.Notification.Catalog;
using Flux.Notification.Deliveries;
using Flux.Notification.Rendering;
using Grpc.Core;

namespace Flux.Notification.Composition;

/// <summary>
/// Makes a finished mail of a draft. What the caller rendered already is taken as it is; a service's subject, content and HTML template are rendered
/// in one call, or in two when the template shows a content that is a template itself.
/// </summary>
internal sealed class MailComposer(CatalogReader catalog, IMailRenderer renderer, MailOptions options, ILogger<MailComposer> logger)
{
    private static readonly Dictionary<string, string> _none = [];

    /// <exception cref="FluxException">FAILED_PRECONDITION with reason TEMPLATE_ERROR and a <see cref="Failure"/>; INVALID_ARGUMENT when the subject is no line.</exception>
    public async Task<OutgoingMail> ComposeAsync(MailDraft draft, CancellationToken cancellationToken)
    {
        var texts = await RenderAsync(draft, cancellationToken);
        var violations = new Violations();
        SubjectLine.Check(texts.Subject, "message.subject", violations);
        violations.ThrowIfAny();
        var mail = new OutgoingMail
        {
            From = draft.From,
            To = draft.To,
            Cc = draft.Cc,
            Bcc = draft.Bcc,
            ReplyTo = draft.ReplyTo,
            Subject = SubjectLine.Clean(texts.Subject),
            Text = texts.Text ?? HtmlText.From(texts.Html),
            Html = texts.Html,
            Attachments = draft.Attachments,
        };
        return options.RedirectAllTo is { } redirect
            ? mail with { To = MailboxParser.ParseList(redirect, []), Cc = [], Bcc = [], RedirectedFrom = draft.Intended }
            : mail;
    }

    private async Task<MailTexts> RenderAsync(MailDraft draft, CancellationToken cancellationToken)
    {
        var (message, service) = (draft.Message, draft.Service);
        var isHtml = HtmlText.IsHtml(message.HasBody ? message.Body : service.Content);
        var subject = Part(message.HasSubject, message.Subject, service.Subject, $"service {message.Service} / subject", false);
        var content = Part(message.HasBody, message.Body, service.Content, $"service {message.Service} / content", isHtml);
        if (draft.Template.Length == 0)
        {
            var plain = await RenderAsync(draft, null, [subject, content], _none, cancellationToken);
            return isHtml ? new MailTexts(plain[0], plain[1], null) : new MailTexts(plain[0], "", plain[1]);
        }

        var template = (await catalog.RequiredTemplateAsync(draft.Template, cancellationToken)).Value;
        var body = (await RenderAsync(draft, null, [content], _none, cancellationToken))[0];
        var parts = new List<MailPart> { subject, Part(false, "", template.Html, $"template {draft.Template}", true) };
        if (template.Text.Length > 0)
            parts.Add(Part(false, "", template.Text, $"template {draft.Template} / text", false));
        var includes = await catalog.IncludesAsync(parts.Skip(1).Select(part => part.Text.Source), _none, cancellationToken);
        var rendered = await RenderAsync(draft, body, parts, includes, cancellationToken);
        return new MailTexts(rendered[0], rendered[1], rendered.Count > 2 ? rendered[2] : null);
    }

    private async Task<IReadOnlyList<string>> RenderAsync(
        MailDraft draft, string? body, List<MailPart> parts, IReadOnlyDictionary<string, string> includes, CancellationToken cancellationToken)
    {
        var open = parts.Where(part => !part.Done).Select(part => part.Text).ToList();
        if (open.Count == 0)
            return [.. parts.Select(part => part.Text.Source)];
        var context = MailContext.With(draft.Message.ContextJson, body, out var overridden);
        if (overridden)
            Log.BodyOverridden(logger, draft.Message.Service);
        var result = await renderer.RenderAsync(open, context, includes, cancellationToken);
        if (result.Failure is { } failure)
            throw TemplateError(failure);
        var rendered = new Queue<string>(result.Texts);
        return [.. parts.Select(part => part.Done ? part.Text.Source : rendered.Dequeue())];
    }

    private static MailPart Part(bool given, string text, string template, string name, bool autoescape)
    {
        var source = new TemplateText(name, given ? text : template, autoescape);
        return new MailPart(source, given || source.IsPlain);
    }

    private static FluxException TemplateError(Failure failure)
    {
        var place = failure.SourceName + (failure.Line > 0 ? $", line {failure.Line}" : "");
        var metadata = new Dictionary<string, string> { ["source_name"] = failure.SourceName, ["line"] = $"{failure.Line}" };
        return new FluxException(StatusCode.FailedPrecondition, failure.Reason, $"{(place.Length > 0 ? place : "template")}: {failure.Message}", metadata, failure);
    }

    /// <param name="Text">Its template, or its finished text.</param>
    /// <param name="Done">Not to be rendered: rendered by the caller, or without template syntax.</param>
    private sealed record MailPart(TemplateText Text, bool Done);

    private sealed record MailTexts(string Subject, string Html, string? Text);
}
