using Flux.Documents;
using Flux.Documents.Secrets;

namespace Flux.Inventory.Audit;

/// <summary>One changed field or setting; values as JSON text, null for absent, secrets masked.</summary>
internal sealed record AuditChange(string Field, string? Old, string? New)
{
    private static readonly string Masked = JsonText.Quote(SecretMask.Mask);

    /// <summary>A text; empty is absent.</summary>
    public static AuditChange OfText(string field, string old, string now) => new(field, Quote(old), Quote(now));

    /// <summary>A secret: that it was there and is there, not what it is.</summary>
    public static AuditChange OfSecret(string field, bool wasSet, bool isSet) => new(field, wasSet ? Masked : null, isSet ? Masked : null);

    private static string? Quote(string text) => text.Length == 0 ? null : JsonText.Quote(text);
}
