using Flux.Contracts.Common.V1;
using Flux.Hosting;
using Flux.Notification.Addresses;
using Flux.Notification.Catalog;
using Flux.Notification.Deliveries;

namespace Flux.Notification.Composition;

/// <summary>
/// Makes a finished mail of a draft. What the caller rendered already is taken as it is; a service's subject, content and HTML template are rendered
/// in one call, or in two when the template shows a content that is a template itself.
/// </summary>
internal sealed class MailComposer(CatalogReader catalog, PartRenderer parts, MailOptions options)
{
    /// <exception cref="FluxException">FAILED_PRECONDITION with reason TEMPLATE_ERROR and a <see cref="Failure"/>; INVALID_ARGUMENT when the subject or a header field is no line.</exception>
    public async Task<OutgoingMail> ComposeAsync(MailDraft draft, CancellationToken cancellationToken) => Address(draft, await RenderAsync(draft, cancellationToken));

    /// <summary>The content and its recipients together.</summary>
    public OutgoingMail Address(MailDraft draft, MailContent content)
    {
        var mail = new OutgoingMail
        {
            From = draft.From,
            To = draft.To,
            Cc = draft.Cc,
            Bcc = draft.Bcc,
            ReplyTo = draft.ReplyTo,
            Subject = content.Subject,
            Text = content.Text,
            Html = content.Html,
            Headers = content.Headers,
            Attachments = content.Attachments,
            Templates = content.Templates,
        };
        return options.RedirectAllTo is { } redirect
            ? mail with { To = MailboxParser.ParseList(redirect, []), Cc = [], Bcc = [], RedirectedFrom = draft.Intended }
            : mail;
    }

    /// <summary>What the mail says; recipients play no part in it.</summary>
    public async Task<MailContent> RenderAsync(MailDraft draft, CancellationToken cancellationToken)
    {
        var (message, service) = (draft.Message, draft.Service);
        var isHtml = HtmlText.IsHtml(message.HasBody ? message.Body : service.Content);
        var subject = MailPart.Of(message.HasSubject, message.Subject, service.Subject, $"service {message.Service} / subject", false);
        var content = MailPart.Of(message.HasBody, message.Body, service.Content, $"service {message.Service} / content", isHtml);
        var template = draft.Template.Length == 0 ? null : await catalog.RequiredTemplateAsync(draft.Template, message.TemplateVersion, cancellationToken);
        // A body of a template's own needs a rendering of its own, before that of the template that shows it.
        var body = template is null ? null : (await parts.RenderAsync(draft, null, [content], cancellationToken)).Texts[0];
        var shown = template is null
            ? [content]
            : new List<MailPart> { MailPart.Template($"template {template.Id.Split('\t')[0]}", template.Value.Html, true) };
        if (template?.Value.Text.Length > 0)
            shown.Add(MailPart.Template($"template {draft.Template} / text", template.Value.Text, false));
        var extras = Extras(draft).ToList();
        var (texts, used) = await parts.RenderAsync(draft, body, [subject, .. shown, .. extras], cancellationToken);
        var (html, text) = template is null
            ? isHtml ? (texts[1], null) : ("", texts[1])
            : (texts[1], shown.Count > 1 ? texts[2] : null);
        var finished = texts.Skip(1 + shown.Count).ToList();
        if (template is not null)
            used = [.. used.Where(use => use.Name != draft.Template).Append(new TemplateUse(draft.Template, template.Value.Version)).OrderBy(use => use.Name, StringComparer.Ordinal)];
        return new MailContent(Subject(texts[0]), text ?? HtmlText.From(html), html, Headers(draft, finished), Files(draft, finished), used);
    }

    private static IEnumerable<MailPart> Extras(MailDraft draft) =>
    [
        .. draft.ServiceHeaders.Select(header => MailPart.Template($"service {draft.Message.Service} / header {header.Name}", header.Value, false)),
        .. draft.Attachments.Select((file, i) => MailPart.Of(!file.IsTemplate, file.FileName, file.FileName, $"service {draft.Message.Service} / attachment {i}", false)),
    ];

    private static string Subject(string text)
    {
        var violations = new Violations();
        SubjectLine.Check(text, "message.subject", violations);
        violations.ThrowIfAny();
        return SubjectLine.Clean(text);
    }

    private static IReadOnlyList<MailHeader> Headers(MailDraft draft, IReadOnlyList<string> rendered)
    {
        var violations = new Violations();
        var inherited = draft.ServiceHeaders.Zip(rendered, (header, value) => header with { Value = value }).ToList();
        foreach (var header in inherited)
            HeaderRules.Value(violations, header.Value, $"message.service.headers[{header.Name}]");
        violations.ThrowIfAny();
        // A field whose value came out empty is left out, so that a template can decide.
        return [.. draft.OwnHeaders.Concat(inherited).Select(header => header with { Value = SubjectLine.Clean(header.Value) }).Where(header => header.Value.Length > 0)];
    }

    private static IReadOnlyList<MailAttachment> Files(MailDraft draft, IReadOnlyList<string> rendered) =>
        AttachmentMaker.Make(draft.Attachments, [.. rendered.Skip(draft.ServiceHeaders.Count)], draft.Message.ContextJson);
}
