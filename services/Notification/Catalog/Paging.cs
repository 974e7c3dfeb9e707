using Flux.Documents;
using Flux.Hosting;

namespace Flux.Notification.Catalog;

/// <summary>Pages of lists (AIP-158).</summary>
internal static class Paging
{
    private const int Default = 100;
    private const int Max = 1000;

    /// <summary>One page of what a query finds.</summary>
    /// <param name="store">The store.</param>
    /// <param name="type">The collection.</param>
    /// <param name="query">Without size and token.</param>
    /// <param name="size">0 means 100.</param>
    /// <param name="token">Of the page before, or empty.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    /// <exception cref="FluxException">INVALID_ARGUMENT: the size is not 0 to 1000, or the token belongs to another list.</exception>
    public static async Task<DocumentPage<T>> PageAsync<T>(
        this IDocumentStore store, DocumentType<T> type, DocumentQuery query, int size, string token, CancellationToken cancellationToken)
        where T : class
    {
        if (size is < 0 or > Max)
            throw FluxError.InvalidArgument("page_size", $"must be 1 to {Max}, or 0 for {Default}");
        try
        {
            return await store.QueryAsync(type, query.Take(size == 0 ? Default : size).After(token), cancellationToken);
        }
        catch (InvalidPageTokenException error)
        {
            throw FluxError.InvalidArgument("page_token", error.Message);
        }
    }
}
