using Flux.Documents;

namespace Flux.Inventory.Tests.Rotation;

/// <summary>A store whose process dies after some commits: nothing that comes later happens.</summary>
internal sealed class FailingStore(IDocumentStore inner, int commits) : IDocumentStore
{
    private int left = commits;

    public Task<Document<T>?> GetAsync<T>(DocumentType<T> type, string id, CancellationToken ct)
        where T : class => inner.GetAsync(type, id, ct);

    public Task<IReadOnlyList<Document<T>>> GetManyAsync<T>(DocumentType<T> type, IReadOnlyCollection<string> ids, CancellationToken ct)
        where T : class => inner.GetManyAsync(type, ids, ct);

    public Task<DocumentPage<T>> QueryAsync<T>(DocumentType<T> type, DocumentQuery query, CancellationToken ct)
        where T : class => inner.QueryAsync(type, query, ct);

    public Task CommitAsync(DocumentBatch batch, CancellationToken ct) =>
        left-- > 0 ? inner.CommitAsync(batch, ct) : throw new InvalidOperationException("The process is gone.");

    public Task<long> NextSequenceAsync(string name, int count, CancellationToken ct) => inner.NextSequenceAsync(name, count, ct);
}
