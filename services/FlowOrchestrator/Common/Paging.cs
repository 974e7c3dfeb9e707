using Flux.Documents;
using Flux.Hosting;

namespace Flux.FlowOrchestrator.Common;

/// <summary>Pages of stored documents (AIP-158).</summary>
internal static class Paging
{
    /// <summary>Documents of a page when no size is given.</summary>
    public const int Default = 100;

    /// <summary>The most documents of a page.</summary>
    public const int Most = 1000;

    /// <summary>Reads one page.</summary>
    /// <param name="store">The store.</param>
    /// <param name="type">The collection.</param>
    /// <param name="query">Which documents in which order.</param>
    /// <param name="pageSize">1 to 1000; 0 means 100.</param>
    /// <param name="pageToken">Token of the page before; empty for the first.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="FluxException">INVALID_ARGUMENT: a negative size.</exception>
    /// <exception cref="InvalidPageTokenException">The token belongs to another query.</exception>
    public static async Task<(IReadOnlyList<T> Items, string NextToken)> QueryAsync<T>(
        IDocumentStore store, DocumentType<T> type, DocumentQuery query, int pageSize, string pageToken, CancellationToken cancellationToken)
        where T : class
    {
        if (pageSize < 0)
            throw FluxError.InvalidArgument("page_size", $"must not be negative; 0 means {Default}, more than {Most} means {Most}");
        var size = pageSize == 0 ? Default : Math.Min(pageSize, Most);
        var page = await store.QueryAsync(type, query.Take(size).After(pageToken), cancellationToken);
        return ([.. page.Items.Select(d => d.Value)], page.NextToken ?? "");
    }
}
