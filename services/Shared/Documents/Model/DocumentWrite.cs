namespace Flux.Documents.Model;

/// <summary>One write of a batch, ready for an adapter.</summary>
internal sealed class DocumentWrite(
    WriteKind kind, CollectionDefinition definition, string id, byte[] json, object?[] indexValues, long? expectedVersion)
{
    public WriteKind Kind { get; } = kind;

    public CollectionDefinition Definition { get; } = definition;

    public string Id { get; } = id;

    /// <summary>UTF-8; empty for a delete.</summary>
    public byte[] Json { get; } = json;

    /// <summary>In the order of the definition's indexes; an array where the index has many values.</summary>
    public object?[] IndexValues { get; } = indexValues;

    public long? ExpectedVersion { get; } = expectedVersion;

    /// <summary>Set by the adapter: the version that the document now has.</summary>
    public long ResultVersion { get; set; }

    public static DocumentWrite Of<T>(WriteKind kind, DocumentType<T> type, string id, T? value, long? expectedVersion)
        where T : class
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        if (kind is WriteKind.Delete or WriteKind.Require) return new DocumentWrite(kind, type.Definition, id, [], [], expectedVersion);
        ArgumentNullException.ThrowIfNull(value);
        return new DocumentWrite(
            kind, type.Definition, id, CollectionDefinition.Serialize(value, type.Json), CollectionDefinition.IndexValues(type.Indexes, value), expectedVersion);
    }
}
