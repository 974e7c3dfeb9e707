namespace Flux.Documents;

/// <summary>A document is larger than <see cref="DocumentOptions.MaxDocumentBytes"/>.</summary>
public sealed class DocumentTooLargeException(string collection, string id, long bytes, long limit)
    : DocumentException($"Document '{id}' of '{collection}' has {bytes} bytes; at most {limit} are allowed.")
{
    /// <summary>Its size.</summary>
    public long Bytes { get; } = bytes;

    /// <summary>The limit.</summary>
    public long Limit { get; } = limit;
}
