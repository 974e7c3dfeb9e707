using Flux.Documents;

namespace Flux.Notification.Catalog;

/// <summary>A stored HTML template; the document's id is its name. Every version is kept in a collection beside.</summary>
internal sealed record EmailTemplateRecord : ICatalogRecord
{
    public static DocumentType<EmailTemplateRecord> Type { get; } = new("email-templates", [new("number", template => template.Number, Unique: true)]);

    /// <summary>Every version of every template, deleted ones too.</summary>
    public static DocumentType<EmailTemplateRecord> Versions { get; } = new("email-template-versions", []);

    public long Number { get; init; }

    public string Html { get; init; } = "";

    public string Text { get; init; } = "";

    /// <summary>Counts the changes of the name from 1; goes on when a deleted template comes back.</summary>
    public long Version { get; init; } = 1;

    public DateTimeOffset UpdateTime { get; init; }

    /// <summary>Id of a version; in ascending order the newest comes first.</summary>
    public static string VersionId(string name, long version) => $"{VersionPrefix(name)}{int.MaxValue - version:D10}";

    /// <summary>What the ids of all versions of a name begin with. A name has no control characters.</summary>
    public static string VersionPrefix(string name) => name + "\t";

    public IReadOnlyList<(string Field, string Value)> Fields() => [("html", Html), ("text", Text)];
}
