using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Elements;

/// <summary>Finds elements by id or name.</summary>
internal sealed class ElementFinder(IDocumentStore store)
{
    /// <summary>Throws NOT_FOUND when there is no such element, INVALID_ARGUMENT when neither id nor name is given.</summary>
    public async Task<Document<StoredElement>> FindAsync(long id, string name, CancellationToken ct)
    {
        if (id != 0) return await FindAsync(id, ct);
        if (name.Length == 0) throw FluxError.InvalidArgument("name", "give the id or the name of the element.");
        return await ByNameAsync(name, ct) ?? throw FluxError.NotFound("element", name);
    }

    /// <summary>Throws NOT_FOUND when there is no such element.</summary>
    public async Task<Document<StoredElement>> FindAsync(long id, CancellationToken ct) =>
        (id > 0 ? await store.GetAsync(StoredElement.Type, Keys.Of(id), ct) : null) ?? throw FluxError.NotFound("element", $"{id}");

    public Task<Document<StoredElement>?> ByNameAsync(string name, CancellationToken ct) =>
        store.FirstOrDefaultAsync(StoredElement.Type, DocumentQuery.All.Where("name", DocumentOperator.Equal, name), ct);
}
