using System.Security.Cryptography;
using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Audit;
using Flux.Inventory.Storage;
using Google.Protobuf;

namespace Flux.Inventory.Elements;

/// <summary>Creates single elements; a repeated request_id creates nothing twice (AIP-155).</summary>
internal sealed class ElementCreator(
    IDocumentStore store, ElementFinder finder, RelationReader relations, ElementEditor editor, ElementView view, ElementFactory factory, AuditLog audit, TimeProvider clock)
{
    private static readonly TimeSpan KeepRecords = TimeSpan.FromDays(1);

    public async Task<Element> CreateAsync(CreateElementRequest request, CancellationToken ct)
    {
        var given = request.Element ?? throw FluxError.InvalidArgument("element", "must be given.");
        if (request.RequestId.Length > 64) throw FluxError.InvalidArgument("request_id", "is longer than 64 characters.");
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
        audit.Add(batch, request.Element.CreatedBy, "created", "element", id, element.Fields.Name, []);
        if (request.RequestId.Length > 0)
        {
            batch.Insert(CreateRecord.Type, request.RequestId, new CreateRecord(id, Digest(request), clock.GetUtcNow()));
            foreach (var old in await OldRecordsAsync(ct)) batch.Delete(CreateRecord.Type, old.Id);
        }

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

    private async Task<Document<StoredElement>?> RepeatedAsync(CreateElementRequest request, CancellationToken ct)
    {
        if (request.RequestId.Length == 0 || await store.GetAsync(CreateRecord.Type, request.RequestId, ct) is not { } record) return null;
        if (record.Value.Digest != Digest(request))
            throw FluxError.InvalidArgument("request_id", "was used for another request before; take a new one for a new element.");
        return await finder.FindAsync(record.Value.ElementId, ct);
    }

    private async Task<IReadOnlyList<Document<CreateRecord>>> OldRecordsAsync(CancellationToken ct) => (await store.QueryAsync(
        CreateRecord.Type, DocumentQuery.All.Where("time", DocumentOperator.Less, clock.GetUtcNow() - KeepRecords).Take(100), ct)).Items;

    private static string Digest(CreateElementRequest request) => Convert.ToHexString(SHA256.HashData(request.Element.ToByteArray()));
}
