using System.Security.Cryptography;
using Flux.Documents;
using Flux.Hosting;
using Google.Protobuf;

namespace Flux.Storage;

/// <summary>Remembers for a day what calls with a request_id created, so that a repeated call creates nothing twice (AIP-155).</summary>
public sealed class CreateRequests(IDocumentStore store, TimeProvider clock)
{
    private const int MaxLength = 64;
    private const int MostDropped = 100;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>The id of what an equal request created before; null for a new one. INVALID_ARGUMENT when the id is too long or was used for another request.</summary>
    public async Task<long?> FindAsync(string kind, string requestId, IMessage resource, CancellationToken ct)
    {
        if (requestId.Length > MaxLength) throw FluxError.InvalidArgument("request_id", $"is longer than {MaxLength} characters.");
        if (requestId.Length == 0 || await store.GetAsync(CreateRecord.Type, Id(kind, requestId), ct) is not { } record) return null;
        if (record.Value.Digest != Digest(resource))
            throw FluxError.InvalidArgument("request_id", $"was used for another request before; take a new one for a new {kind}.");
        return record.Value.ResourceId;
    }

    /// <summary>Adds the record of a creation, and the end of old ones. An equal request at the same moment makes the commit fail with <see cref="DuplicateKeyException"/>.</summary>
    public async Task AddAsync(DocumentBatch batch, string kind, string requestId, IMessage resource, long id, CancellationToken ct)
    {
        if (requestId.Length == 0) return;
        var now = clock.GetUtcNow();
        batch.Insert(CreateRecord.Type, Id(kind, requestId), new CreateRecord(id, Digest(resource), now));
        var old = await store.QueryAsync(CreateRecord.Type, DocumentQuery.All.Where("time", DocumentOperator.Less, now - Kept).Take(MostDropped), ct);
        foreach (var record in old.Items.Where(record => record.Id != Id(kind, requestId))) batch.Delete(CreateRecord.Type, record.Id);
    }

    private static string Id(string kind, string requestId) => $"{kind}/{requestId}";

    private static string Digest(IMessage resource) => Convert.ToHexString(SHA256.HashData(resource.ToByteArray()));
}
