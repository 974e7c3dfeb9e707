using Flux.Documents;

namespace Flux.Testing;

/// <summary>Counts the reads of a store.</summary>
public sealed class CountingStore(IDocumentStore inner) : DelegatingStore(inner)
{
    public int Reads { get; private set; }

    public override Task<Document<T>?> GetAsync<T>(DocumentType<T> type, string id, CancellationToken ct)
        where T : class => Count(base.GetAsync(type, id, ct));

    public override Task<IReadOnlyList<Document<T>>> GetManyAsync<T>(DocumentType<T> type, IReadOnlyCollection<string> ids, CancellationToken ct) => Count(base.GetManyAsync(type, ids, ct));

    public override Task<DocumentPage<T>> QueryAsync<T>(DocumentType<T> type, DocumentQuery query, CancellationToken ct) => Count(base.QueryAsync(type, query, ct));

    private T Count<T>(T read)
    {
        Reads++;
        return read;
    }
}
