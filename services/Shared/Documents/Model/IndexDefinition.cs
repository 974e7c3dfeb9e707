namespace Flux.Documents.Model;

/// <summary>An index without its document type.</summary>
internal sealed record IndexDefinition(string Name, bool Unique, bool Many);
