using System.Runtime.CompilerServices;

namespace Flux.Documents;

/// <summary>Writes of a single document, and reads and deletes of all that a query finds.</summary>
public static class DocumentStoreExtensions
{
    /// <inheritdoc cref="DocumentBatch.Insert"/>
    public static Task<Document<T>> InsertAsync<T>(this IDocumentStore store, DocumentType<T> type, string id, T value, CancellationToken ct)
        where T : class => store.WriteAsync(new DocumentBatch().Insert(type, id, value), id, value, ct);

    /// <inheritdoc cref="DocumentBatch.Put"/>
    public static Task<Document<T>> PutAsync<T>(this IDocumentStore store, DocumentType<T> type, string id, T value, CancellationToken ct)
        where T : class => store.WriteAsync(new DocumentBatch().Put(type, id, value), id, value, ct);

    /// <inheritdoc cref="DocumentBatch.Update"/>
    public static Task<Document<T>> UpdateAsync<T>(
        this IDocumentStore store, DocumentType<T> type, string id, T value, long expectedVersion, CancellationToken ct)
        where T : class => store.WriteAsync(new DocumentBatch().Update(type, id, value, expectedVersion), id, value, ct);

    /// <summary>
    /// Changes a document by a function of what is stored, without losing anybody else's change: when it was written meanwhile, the function is asked again with the
    /// new value, so it must have no effects of its own. Answers null when there is no such document.
    /// </summary>
    public static async Task<Document<T>?> PatchAsync<T>(this IDocumentStore store, DocumentType<T> type, string id, Func<T, T> patch, CancellationToken ct)
        where T : class
    {
        while (await store.GetAsync(type, id, ct) is { } now)
        {
            try
            {
                return await store.UpdateAsync(type, id, patch(now.Value), now.Version, ct);
            }
            catch (DocumentConflictException)
            {
                ct.ThrowIfCancellationRequested();
            }
        }

        return null;
    }

    /// <inheritdoc cref="DocumentBatch.Delete"/>
    public static Task DeleteAsync<T>(this IDocumentStore store, DocumentType<T> type, string id, long? expectedVersion, CancellationToken ct)
        where T : class => store.CommitAsync(new DocumentBatch().Delete(type, id, expectedVersion), ct);

    /// <summary>Reads the first document that a query finds; null when there is none.</summary>
    public static async Task<Document<T>?> FirstOrDefaultAsync<T>(this IDocumentStore store, DocumentType<T> type, DocumentQuery query, CancellationToken ct)
        where T : class => await store.QueryAsync(type, query.Take(1), ct) is { Items: [var first, ..] } ? first : null;

    /// <summary>Reads all that a query finds, one page after the other: each is read when it is asked for, so documents may be changed and deleted meanwhile.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<Document<T>>> PagesAsync<T>(
        this IDocumentStore store, DocumentType<T> type, DocumentQuery query, int pageSize, [EnumeratorCancellation] CancellationToken ct)
        where T : class
    {
        string? token = null;
        do
        {
            var page = await store.QueryAsync(type, query.Take(pageSize).After(token), ct);
            yield return page.Items;
            token = page.NextToken;
        }
        while (token is not null);
    }

    /// <summary>As <see cref="PagesAsync"/>, document by document.</summary>
    public static async IAsyncEnumerable<Document<T>> ReadAllAsync<T>(
        this IDocumentStore store, DocumentType<T> type, DocumentQuery query, int pageSize, [EnumeratorCancellation] CancellationToken ct)
        where T : class
    {
        await foreach (var page in store.PagesAsync(type, query, pageSize, ct))
        {
            foreach (var document in page)
                yield return document;
        }
    }

    /// <summary>Deletes all that a query finds, in commits of at most <paramref name="batchSize"/> documents; answers how many.</summary>
    public static async Task<int> DeleteAllAsync<T>(this IDocumentStore store, DocumentType<T> type, DocumentQuery query, int batchSize, CancellationToken ct)
        where T : class
    {
        var count = 0;
        while (await store.QueryAsync(type, query.Take(batchSize), ct) is { Items: { Count: > 0 } found })
        {
            var batch = new DocumentBatch();
            foreach (var document in found)
                batch.Delete(type, document.Id);
            await store.CommitAsync(batch, ct);
            count += found.Count;
        }

        return count;
    }

    private static async Task<Document<T>> WriteAsync<T>(this IDocumentStore store, DocumentBatch batch, string id, T value, CancellationToken ct)
        where T : class
    {
        await store.CommitAsync(batch, ct);
        return new Document<T>(id, batch.Writes[0].ResultVersion, value);
    }
}
