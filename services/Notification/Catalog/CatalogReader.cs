using Flux.Documents;
using Flux.Hosting;

namespace Flux.Notification.Catalog;

/// <summary>Reads services and templates.</summary>
internal sealed class CatalogReader(IDocumentStore store)
{
    private const int TemplatesPerPage = 200;

    /// <exception cref="FluxException">NOT_FOUND.</exception>
    public async Task<Document<EmailServiceRecord>> ServiceAsync(string name, CancellationToken cancellationToken) =>
        await store.GetAsync(EmailServiceRecord.Type, name, cancellationToken) ?? throw FluxError.NotFound("email service", name);

    public Task<DocumentPage<EmailServiceRecord>> ServicesAsync(int pageSize, string pageToken, CancellationToken cancellationToken) =>
        store.QueryAsync(EmailServiceRecord.Type, DocumentQuery.All.OrderBy("number").Take(pageSize).After(pageToken), cancellationToken);

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
                return await AllAsync(newer, cancellationToken);
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

    private async Task<IReadOnlyDictionary<string, string>> AllAsync(IReadOnlyDictionary<string, string> newer, CancellationToken cancellationToken)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        string? token = null;
        do
        {
            var page = await store.QueryAsync(EmailTemplateRecord.Type, DocumentQuery.All.Take(TemplatesPerPage).After(token), cancellationToken);
            foreach (var template in page.Items)
                all[template.Id] = template.Value.Html;
            token = page.NextToken;
        }
        while (token is not null);
        foreach (var (name, html) in newer)
            all[name] = html;
        return all;
    }
}
