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
    public IAsyncEnumerable<Document<T>> AllAsync<T>(DocumentType<T> type, CancellationToken cancellationToken)
        where T : class, ICatalogRecord => store.ReadAllAsync(type, DocumentQuery.All, PageSize, cancellationToken);

    /// <exception cref="FluxException">NOT_FOUND.</exception>
    public async Task<Document<EmailTemplateRecord>> RequiredTemplateAsync(string name, CancellationToken cancellationToken) =>
        await TemplateAsync(name, cancellationToken) ?? throw FluxError.NotFound("email template", name);

    public Task<Document<EmailTemplateRecord>?> TemplateAsync(string name, CancellationToken cancellationToken) =>
        store.GetAsync(EmailTemplateRecord.Type, name, cancellationToken);

    /// <summary>One version of a template; 0 is the newest.</summary>
    /// <exception cref="FluxException">NOT_FOUND.</exception>
    public async Task<Document<EmailTemplateRecord>> RequiredTemplateAsync(string name, long version, CancellationToken cancellationToken)
    {
        if (version == 0)
            return await RequiredTemplateAsync(name, cancellationToken);
        var found = version is > 0 and <= int.MaxValue
            ? await store.GetAsync(EmailTemplateRecord.Versions, EmailTemplateRecord.VersionId(name, version), cancellationToken)
            : null;
        return found ?? throw FluxError.NotFound("email template", $"{name}, version {version}", "ListEmailTemplateVersions lists those that are kept");
    }

    /// <summary>A page of a template's versions, newest first.</summary>
    public Task<DocumentPage<EmailTemplateRecord>> VersionsAsync(string name, int size, string token, CancellationToken cancellationToken) => store.PageAsync(
        EmailTemplateRecord.Versions, DocumentQuery.All.Where("id", DocumentOperator.Prefix, EmailTemplateRecord.VersionPrefix(name)), size, token, cancellationToken);

    /// <summary>The last version that a name has had; 0 when it never had any.</summary>
    public async Task<long> LastVersionAsync(string name, CancellationToken cancellationToken) =>
        (await VersionsAsync(name, 1, "", cancellationToken)).Items is [var last] ? last.Value.Version : 0;

    /// <summary>
    /// Every stored template that the sources reach by extends and include, directly or through others;
    /// <paramref name="newer"/> stands before the store. Missing ones are left out: the renderer names them.
    /// </summary>
    public async Task<TemplateSet> IncludesAsync(IEnumerable<string> sources, IReadOnlyDictionary<string, string> newer, CancellationToken cancellationToken)
    {
        var found = new TemplateSet();
        var open = new Queue<string>(sources);
        while (open.TryDequeue(out var source))
        {
            if (TemplateReferences.Find(source) is not { } names)
                return await EveryTemplateAsync(newer, cancellationToken);
            foreach (var name in names.Where(name => !found.Sources.ContainsKey(name)))
            {
                var stored = newer.ContainsKey(name) ? null : (await TemplateAsync(name, cancellationToken))?.Value;
                if ((newer.GetValueOrDefault(name) ?? stored?.Html) is not { } html)
                    continue;
                found.Add(name, html, stored?.Version ?? 0);
                open.Enqueue(html);
            }
        }

        return found;
    }

    private async Task<TemplateSet> EveryTemplateAsync(IReadOnlyDictionary<string, string> newer, CancellationToken cancellationToken)
    {
        var all = new TemplateSet();
        await foreach (var template in AllAsync(EmailTemplateRecord.Type, cancellationToken))
        {
            if (!newer.ContainsKey(template.Id))
                all.Add(template.Id, template.Value.Html, template.Value.Version);
        }

        foreach (var (name, html) in newer)
            all.Add(name, html, 0);
        return all;
    }
}
