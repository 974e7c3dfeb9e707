using Flux.Documents;

namespace Flux.Testing;

/// <summary>Hands everything on; what a test wants otherwise it overrides.</summary>
public abstract class DelegatingStore(IDocumentStore inner) : IDocumentStore
{
    public virtual Task<Document<T>?> GetAsync<T>(DocumentType<T> type, string id, CancellationToken ct)
        where T : class => inner.GetAsync(type, id, ct);

    public virtual Task<IReadOnlyList<Document<T>>> GetManyAsync<T>(DocumentType<T> type, IReadOnlyCollection<string> ids, CancellationToken ct)
        where T : class => inner.GetManyAsync(type, ids, ct);

    public virtual Task<DocumentPage<T>> QueryAsync<T>(DocumentType<T> type, DocumentQuery query, CancellationToken ct)
        where T : class => inner.QueryAsync(type, query, ct);

    public virtual Task CommitAsync(DocumentBatch batch, CancellationToken ct) => inner.CommitAsync(batch, ct);

    public virtual Task<long> NextSequenceAsync(string name, int count, CancellationToken ct) => inner.NextSequenceAsync(name, count, ct);
}
