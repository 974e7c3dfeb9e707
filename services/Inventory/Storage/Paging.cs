using Flux.Documents;
using Flux.Hosting;

namespace Flux.Inventory.Storage;

/// <summary>Pages as AIP-158 has them.</summary>
internal static class Paging
{
    private const int DefaultSize = 100;
    private const int MaxSize = 1000;

    public static int Size(int requested, Violations violations)
    {
        violations.Require(requested >= 0, "page_size", "must not be negative; 0 means 100.");
        return requested <= 0 ? DefaultSize : Math.Min(requested, MaxSize);
    }

    /// <summary>A page of a whole collection.</summary>
    public static Task<DocumentPage<T>> ListAsync<T>(IDocumentStore store, DocumentType<T> type, int pageSize, string pageToken, CancellationToken ct)
        where T : class
    {
        var violations = new Violations();
        var size = Size(pageSize, violations);
        violations.ThrowIfAny();
        return store.QueryAsync(type, DocumentQuery.All.Take(size).After(pageToken), ct);
    }
}
