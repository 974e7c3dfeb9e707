using Flux.Documents;
using Flux.Hosting;

namespace Flux.Notification.Catalog;

/// <summary>Deletes services and templates.</summary>
internal sealed class CatalogRemover(IDocumentStore store, CatalogReader catalog)
{
    /// <exception cref="FluxException">NOT_FOUND; ABORTED when the etag is another.</exception>
    public async Task RemoveServiceAsync(string name, string etag, bool validateOnly, CancellationToken cancellationToken)
    {
        var service = await catalog.ServiceAsync(name, cancellationToken);
        await RemoveAsync(EmailServiceRecord.Type, "email service", service, etag, validateOnly, cancellationToken);
    }

    /// <exception cref="FluxException">NOT_FOUND; ABORTED when the etag is another; FAILED_PRECONDITION while something names it.</exception>
    public async Task RemoveTemplateAsync(string name, string etag, bool validateOnly, CancellationToken cancellationToken)
    {
        var template = await catalog.RequiredTemplateAsync(name, cancellationToken);
        var users = new List<string>();
        await foreach (var service in catalog.AllAsync(EmailServiceRecord.Type, cancellationToken))
        {
            if (service.Value.Template == name)
                users.Add($"service '{service.Id}'");
        }

        await foreach (var other in catalog.AllAsync(EmailTemplateRecord.Type, cancellationToken))
        {
            if (TemplateReferences.Find(other.Value.Html + other.Value.Text)?.Contains(name) == true)
                users.Add($"template '{other.Id}'");
        }

        if (users.Count > 0)
            throw FluxError.FailedPrecondition("TEMPLATE_IN_USE", $"template '{name}'", $"is named by {string.Join(", ", users)}; change those first");
        await RemoveAsync(EmailTemplateRecord.Type, "email template", template, etag, validateOnly, cancellationToken);
    }

    private async Task RemoveAsync<T>(DocumentType<T> type, string kind, Document<T> document, string etag, bool validateOnly, CancellationToken cancellationToken)
        where T : class
    {
        if (etag.Length > 0 && etag != $"{document.Version}")
            throw FluxError.Aborted(kind, document.Id);
        if (validateOnly)
            return;
        try
        {
            await store.DeleteAsync(type, document.Id, document.Version, cancellationToken);
        }
        catch (DocumentConflictException)
        {
            throw FluxError.Aborted(kind, document.Id);
        }
    }
}
