namespace Flux.Documents.Model;

/// <summary>An index without its document type.</summary>
internal sealed record IndexDefinition(string Name, bool Unique, bool Many)
{
    /// <summary>The name in UTF-8.</summary>
    public byte[] Field { get; } = System.Text.Encoding.UTF8.GetBytes(Name);
}
