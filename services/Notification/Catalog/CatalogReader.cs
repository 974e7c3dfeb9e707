using System.Runtime.CompilerServices;
using Flux.Documents;
using Flux.Hosting;

namespace Flux.Notification.Catalog;

/// <summary>Reads services and templates.</summary>
internal sealed class CatalogReader(IDocumentStore store)
{
    private const int PageSize = 200;

    /// <exception cref="FluxException">NOT_FOUND.</exception>
    public async Task<Document<EmailServiceRecord>> ServiceAsync(string name, CancellationToken cancellationToken) =>
        await store.GetAsync(EmailServiceRecord.Type, name, cancellationToken) ?? throw FluxError.NotFound("email service", name);

    /// <summary>A page in ascending id.</summary>
    public Task<DocumentPage<T>> PageAsync<T>(DocumentType<T> type, int size, string token, CancellationToken cancellationToken)
        where T : class, ICatalogRecord => store.PageAsync(type, DocumentQuery.All.OrderBy("number"), size, token, cancellationToken);

    /// <summary>Everything of one kind.</summary>
    public async IAsyncEnumerable<Document<T>> AllAsync<T>(DocumentType<T> type, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class, ICatalogRecord
    {
        string? token = null;
        do
        {
            var page = await store.QueryAsync(type, DocumentQuery.All.Take(PageSize).After(token), cancellationToken);
            foreach (var document in page.Items)
                yield return document;
            token = page.NextToken;
        }
        while (token is not null);
    }

    /// <exception cref="FluxException">NOT_FOUND.</exception>
    public async Task<Document<EmailTemplateRecord>> RequiredTemplateAsync(string name, CancellationToken cancellationToken) =>
        await TemplateAsync(name, cancellationToken) ?? throw FluxError.NotFound("email template", name);

    public Task<Document<EmailTemplateRecord>?> TemplateAsync(string name, CancellationToken cancellationToken) =>
        store.GetAsync(EmailTemplateRecord.Type, name, cancellationToken);

    /// <summary>
    /// The HTML of every stored template that the sources reach by extends and include, directly or through others;
    /// <paramref name="newer"/> stands before the store. Missing ones are left out: the renderer names them.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, string>> IncludesAsync(
        IEnumerable<string> sources, IReadOnlyDictionary<string, string> newer, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var open = new Queue<string>(sources);
        while (open.TryDequeue(out var source))
        {
            if (TemplateReferences.Find(source) is not { } names)
                return await EveryTemplateAsync(newer, cancellationToken);
            foreach (var name in names.Where(name => !found.ContainsKey(name)))
            {
                var html = newer.GetValueOrDefault(name) ?? (await TemplateAsync(name, cancellationToken))?.Value.Html;
                if (html is null)
                    continue;
                found[name] = html;
                open.Enqueue(html);
            }
        }

        return found;
    }

    private async Task<IReadOnlyDictionary<string, string>> EveryTemplateAsync(IReadOnlyDictionary<string, string> newer, CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var template in AllAsync(EmailTemplateRecord.Type, cancellationToken))
            all[template.Id] = template.Value.Html;
        foreach (var (name, html) in newer)
            all[name] = html;
        return all;
    }
}
