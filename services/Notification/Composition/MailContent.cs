using Flux.Notification.Catalog;

namespace Flux.Notification.Composition;

/// <summary>What a message says once it is rendered; the same for everybody who sees the same context.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain-text part.</param>
/// <param name="Html">HTML part; empty when there is none.</param>
/// <param name="Headers">Added header fields, finished.</param>
/// <param name="Attachments">Files.</param>
/// <param name="Templates">The stored templates it was made of.</param>
internal sealed record MailContent(
    string Subject, string Text, string Html, IReadOnlyList<MailHeader> Headers, IReadOnlyList<MailAttachment> Attachments, IReadOnlyList<TemplateUse> Templates);
