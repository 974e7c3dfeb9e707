using Flux.Documents;

namespace Flux.Testing;

/// <summary>Counts the reads of a store.</summary>
public sealed class CountingStore(IDocumentStore inner) : IDocumentStore
{
    public int Reads { get; private set; }

    public Task<Document<T>?> GetAsync<T>(DocumentType<T> type, string id, CancellationToken ct)
        where T : class => Count(inner.GetAsync(type, id, ct));

    public Task<IReadOnlyList<Document<T>>> GetManyAsync<T>(DocumentType<T> type, IReadOnlyCollection<string> ids, CancellationToken ct)
        where T : class => Count(inner.GetManyAsync(type, ids, ct));

    public Task<DocumentPage<T>> QueryAsync<T>(DocumentType<T> type, DocumentQuery query, CancellationToken ct)
        where T : class => Count(inner.QueryAsync(type, query, ct));

    public Task CommitAsync(DocumentBatch batch, CancellationToken ct) => inner.CommitAsync(batch, ct);

    public Task<long> NextSequenceAsync(string name, int count, CancellationToken ct) => inner.NextSequenceAsync(name, count, ct);

    private T Count<T>(T read)
    {
        Reads++;
        return read;
    }
}
