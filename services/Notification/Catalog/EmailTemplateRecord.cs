using Flux.Documents;

namespace Flux.Notification.Catalog;

/// <summary>A stored HTML template; the document's id is its name.</summary>
internal sealed record EmailTemplateRecord : ICatalogRecord
{
    public static DocumentType<EmailTemplateRecord> Type { get; } = new("email-templates", [new("number", template => template.Number, Unique: true)]);

    public long Number { get; init; }

    public string Html { get; init; } = "";

    public string Text { get; init; } = "";

    public IReadOnlyList<(string Field, string Value)> Fields() => [("html", Html), ("text", Text)];
}
