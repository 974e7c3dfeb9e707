namespace Flux.Documents;

/// <summary>A document does not have the version that the writer expected: somebody else changed or deleted it. Read again and retry.</summary>
public sealed class DocumentConflictException(string collection, string id, long expectedVersion, long? actualVersion)
    : DocumentException(actualVersion is { } actual
        ? $"Document '{id}' of '{collection}' has version {actual}, not {expectedVersion}."
        : $"Document '{id}' of '{collection}' does not exist; version {expectedVersion} was expected.")
{
    /// <summary>The collection.</summary>
    public string Collection { get; } = collection;

    /// <summary>The document.</summary>
    public string Id { get; } = id;

    /// <summary>What the writer expected.</summary>
    public long ExpectedVersion { get; } = expectedVersion;

    /// <summary>What is stored; null when there is no such document.</summary>
    public long? ActualVersion { get; } = actualVersion;
}
