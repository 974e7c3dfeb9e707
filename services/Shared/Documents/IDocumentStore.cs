namespace Flux.Documents;

/// <summary>
/// The documents of one service. Reads see every commit that was answered before them.
/// All members throw <see cref="DocumentStoreUnavailableException"/> when the store cannot work (disk full, file locked by another program, ...).
/// </summary>
public interface IDocumentStore
{
    /// <summary>Reads one document; null when there is none.</summary>
    Task<Document<T>?> GetAsync<T>(DocumentType<T> type, string id, CancellationToken ct)
        where T : class;

    /// <summary>Reads many documents in one round trip, in the order of <paramref name="ids"/> and without the missing ones.</summary>
    Task<IReadOnlyList<Document<T>>> GetManyAsync<T>(DocumentType<T> type, IReadOnlyCollection<string> ids, CancellationToken ct)
        where T : class;

    /// <summary>Finds documents. Throws <see cref="InvalidPageTokenException"/> when the token belongs to another query.</summary>
    Task<DocumentPage<T>> QueryAsync<T>(DocumentType<T> type, DocumentQuery query, CancellationToken ct)
        where T : class;

    /// <summary>
    /// Writes all of a batch or nothing. When the task completes the batch is on disk.
    /// Throws <see cref="DocumentConflictException"/> (version), <see cref="DuplicateKeyException"/> (id or unique index) and <see cref="DocumentTooLargeException"/>.
    /// A cancellation that comes after the write has begun has no effect.
    /// </summary>
    Task CommitAsync(DocumentBatch batch, CancellationToken ct);

    /// <summary>Reserves <paramref name="count"/> numbers of a sequence that starts at 1 and answers the first. Numbers are never given twice; gaps are possible.</summary>
    Task<long> NextSequenceAsync(string name, int count, CancellationToken ct);
}
