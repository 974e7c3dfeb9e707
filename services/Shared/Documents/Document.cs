namespace Flux.Documents;

/// <summary>A stored value.</summary>
/// <param name="Id">Unique within the collection.</param>
/// <param name="Version">1 for a new document, one more with every write.</param>
/// <param name="Value">A copy that the caller may change; writing is explicit.</param>
public sealed record Document<T>(string Id, long Version, T Value);
