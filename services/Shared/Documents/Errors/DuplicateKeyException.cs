namespace Flux.Documents;

/// <summary>Another document already has the id or the value of a unique index.</summary>
public sealed class DuplicateKeyException(string collection, string index, string id)
    : DocumentException($"Another document of '{collection}' has the same {index} as '{id}'.")
{
    /// <summary>The collection.</summary>
    public string Collection { get; } = collection;

    /// <summary>Name of the unique index, or "id".</summary>
    public string Index { get; } = index;

    /// <summary>The document that could not be written.</summary>
    public string Id { get; } = id;
}
