using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Audit;
using Flux.Inventory.Storage;
using Flux.Storage;

namespace Flux.Inventory.Elements;

/// <summary>Creates single elements; a repeated request_id creates nothing twice (AIP-155).</summary>
internal sealed class ElementCreator(
    IDocumentStore store, ElementFinder finder, RelationReader relations, ElementEditor editor, ElementView view, ElementFactory factory, AuditLog audit, CreateRequests requests)
{
    // What it names may be deleted meanwhile; then it is looked up again, and missed by its name.
    public Task<Element> CreateAsync(CreateElementRequest request, CancellationToken ct) =>
        Conflicts.RetryAsync("element", request.Element?.Name ?? "", () => CreateOnceAsync(request, ct));

    private async Task<Element> CreateOnceAsync(CreateElementRequest request, CancellationToken ct)
    {
        var given = request.Element ?? throw FluxError.InvalidArgument("element", "must be given.");
        if (await RepeatedAsync(request, ct) is { } repeated) return await view.ShowAsync(repeated, ct);

        var fields = ElementFields.SetFields(given);
        if (!fields.Contains("name")) fields.Add("name");
        var organizations = await factory.OrganizationsAsync([given], request.ValidateOnly, ct);
        var known = (await relations.ByNameAsync([given], ct)) with { Organizations = organizations };
        var violations = new Violations();
        ElementValidator.Check(given, fields, "element.", known, violations);
        var change = editor.Edit(factory.Blank(given), RelationNames.None, given, fields, known, "element.", violations);
        violations.ThrowIfAny();
        if (await finder.ByNameAsync(given.Name, ct) is not null)
        {
            // Perhaps an equal request made it since we looked.
            return await RepeatedAsync(request, ct) is { } other ? await view.ShowAsync(other, ct) : throw FluxError.AlreadyExists("element", given.Name);
        }

        if (request.ValidateOnly) return await view.ShowAsync(new Document<StoredElement>("", 0, change.Result), ct);
        return await view.ShowAsync(await StoreAsync(request, change.Result, ct), ct);
    }

    private async Task<Document<StoredElement>> StoreAsync(CreateElementRequest request, StoredElement element, CancellationToken ct)
    {
        var id = await store.NextSequenceAsync("elements", 1, ct);
        element.Fields.Id = id;
        var batch = new DocumentBatch().Insert(StoredElement.Type, Keys.Of(id), element);
        var references = new NamedReferences();
        references.Add(null, element);
        references.AddTo(batch);
        audit.Add(batch, request.Element.CreatedBy, "created", "element", id, element.Fields.Name, []);
        await requests.AddAsync(batch, "element", request.RequestId, request.Element, id, ct);

        try
        {
            await store.CommitAsync(batch, ct);
        }
        catch (DuplicateKeyException error)
        {
            // Two equal requests at once: the other one's element is the answer.
            if (await RepeatedAsync(request, ct) is { } repeated) return repeated;
            throw error.Index == "name" ? FluxError.AlreadyExists("element", element.Fields.Name) : FluxError.Aborted("element", element.Fields.Name);
        }

        return new Document<StoredElement>(Keys.Of(id), 1, element);
    }

    private async Task<Document<StoredElement>?> RepeatedAsync(CreateElementRequest request, CancellationToken ct) =>
        await requests.FindAsync("element", request.RequestId, request.Element, ct) is { } id ? await finder.FindAsync(id, ct) : null;
}
