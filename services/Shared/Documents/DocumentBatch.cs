using Flux.Documents.Model;

namespace Flux.Documents;

/// <summary>Writes that happen together or not at all. Values are serialized when added, so later changes to them do not count.</summary>
public sealed class DocumentBatch
{
    private readonly List<DocumentWrite> writes = [];

    /// <summary>Number of writes added.</summary>
    public int Count => writes.Count;

    internal IReadOnlyList<DocumentWrite> Writes => writes;

    /// <summary>Adds a document; <see cref="DuplicateKeyException"/> (index "id") when the id exists.</summary>
    public DocumentBatch Insert<T>(DocumentType<T> type, string id, T value)
        where T : class => Add(DocumentWrite.Of(WriteKind.Insert, type, id, value, null));

    /// <summary>Adds or replaces a document.</summary>
    public DocumentBatch Put<T>(DocumentType<T> type, string id, T value)
        where T : class => Add(DocumentWrite.Of(WriteKind.Put, type, id, value, null));

    /// <summary>Replaces a document; <see cref="DocumentConflictException"/> when it has another version or does not exist.</summary>
    public DocumentBatch Update<T>(DocumentType<T> type, string id, T value, long expectedVersion)
        where T : class => Add(DocumentWrite.Of(WriteKind.Update, type, id, value, expectedVersion));

    /// <summary>Removes a document. With a version: <see cref="DocumentConflictException"/> when it has another one or does not exist; without: absence is fine.</summary>
    public DocumentBatch Delete<T>(DocumentType<T> type, string id, long? expectedVersion = null)
        where T : class => Add(DocumentWrite.Of(WriteKind.Delete, type, id, null, expectedVersion));

    /// <summary>
    /// Writes nothing, but the batch fails with <see cref="DocumentConflictException"/> when the document does not exist or, with a version, has another one.
    /// SQLite checks it in the write itself. MongoDB reads it after the documents that the batch writes; so a batch that deletes it must write one of them too, with the
    /// version it has read: then one of two such batches at the same moment fails.
    /// </summary>
    public DocumentBatch Require<T>(DocumentType<T> type, string id, long? expectedVersion = null)
        where T : class => Add(DocumentWrite.Of(WriteKind.Require, type, id, null, expectedVersion));

    private DocumentBatch Add(DocumentWrite write)
    {
        writes.Add(write);
        return this;
    }
}
