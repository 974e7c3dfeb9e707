using System.Text.Json;
using Flux.Documents;
using Flux.Events.Storage;

namespace Flux.Events;

/// <summary>Changes the data of events that are kept, for what must not have been said. Those who have read or been sent them already keep what they got.</summary>
public sealed class EventRewriter(IDocumentStore store)
{
    private const int PageSize = 200;

    /// <summary>Gives every kept event, numbered or not, to <paramref name="change"/> (subject, data), which answers its new data, or null to leave it; answers how many changed.</summary>
    public async Task<int> RewriteAsync(Func<string, JsonElement, JsonElement?> change, CancellationToken ct) =>
        // An event that gets its number meanwhile is found in the log.
        await RewriteAsync(StoredEvent.Outbox, change, ct) + await RewriteAsync(StoredEvent.Log, change, ct);

    private async Task<int> RewriteAsync(DocumentType<StoredEvent> type, Func<string, JsonElement, JsonElement?> change, CancellationToken ct)
    {
        var count = 0;
        await foreach (var item in store.ReadAllAsync(type, DocumentQuery.All, PageSize, ct))
        {
            if (change(item.Value.Subject, item.Value.Data) is not { } data) continue;
            try
            {
                await store.UpdateAsync(type, item.Id, item.Value with { Data = data }, item.Version, ct);
                count++;
            }
            catch (DocumentConflictException)
            {
                // It got its number, or was dropped.
            }
        }

        return count;
    }
}
