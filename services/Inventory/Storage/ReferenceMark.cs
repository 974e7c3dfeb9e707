using Flux.Documents;

namespace Flux.Inventory.Storage;

/// <summary>Says by its version alone that something began to name a resource, see <see cref="NamedReferences"/>. It outlives the resource only when nothing ever named it.</summary>
internal sealed record ReferenceMark
{
    public static readonly DocumentType<ReferenceMark> Type = new("reference-marks", []);

    public static ReferenceMark Instance { get; } = new();

    public static string Id(string kind, long id) => $"{kind}/{Keys.Of(id)}";

    /// <summary>The mark's version, 0 for none; read it before looking for users.</summary>
    public static async Task<long> ReadAsync(IDocumentStore store, string kind, long id, CancellationToken ct) =>
        (await store.GetAsync(Type, Id(kind, id), ct))?.Version ?? 0;

    /// <summary>Adds to a deletion that nothing has begun to name the resource since <see cref="ReadAsync"/>.</summary>
    public static void Forbid(DocumentBatch batch, string kind, long id, long version)
    {
        if (version == 0) batch.Insert(Type, Id(kind, id), Instance);
        else batch.Delete(Type, Id(kind, id), version);
    }
}
