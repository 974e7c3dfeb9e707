using Flux.Documents;

namespace Flux.Testing;

/// <summary>A store on which something else happens once, just before the first commit: after all that the commit is based on was read.</summary>
public sealed class MeetingStore(IDocumentStore inner, Func<Task> meanwhile) : IDocumentStore
{
    private int met;

    public Task<Document<T>?> GetAsync<T>(DocumentType<T> type, string id, CancellationToken ct)
        where T : class => inner.GetAsync(type, id, ct);

    public Task<IReadOnlyList<Document<T>>> GetManyAsync<T>(DocumentType<T> type, IReadOnlyCollection<string> ids, CancellationToken ct)
        where T : class => inner.GetManyAsync(type, ids, ct);

    public Task<DocumentPage<T>> QueryAsync<T>(DocumentType<T> type, DocumentQuery query, CancellationToken ct)
        where T : class => inner.QueryAsync(type, query, ct);

    public async Task CommitAsync(DocumentBatch batch, CancellationToken ct)
    {
        if (met++ == 0) await meanwhile();
        await inner.CommitAsync(batch, ct);
    }

    public Task<long> NextSequenceAsync(string name, int count, CancellationToken ct) => inner.NextSequenceAsync(name, count, ct);
}
