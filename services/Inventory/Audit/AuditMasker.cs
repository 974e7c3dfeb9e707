using System.Text.Json;
using System.Text.Json.Nodes;
using Flux.Documents;
using Flux.Events;

namespace Flux.Inventory.Audit;

/// <summary>Masks values in audit entries, and in the events that were written with them, when they become secrets later.</summary>
internal sealed class AuditMasker(IDocumentStore store, EventRewriter events)
{
    private const int PageSize = 200;

    /// <summary>Applies <paramref name="mask"/> to every change noted of these resources ("element/12"); the events first, so that it can be repeated after a crash.</summary>
    public async Task MaskAsync(IReadOnlyCollection<string> resources, Func<AuditChange, AuditChange> mask, CancellationToken ct)
    {
        var open = new List<Document<AuditEntry>>();
        foreach (var part in resources.Chunk(PageSize)) await FindAsync(part, mask, open, ct);
        if (open.Count == 0) return;
        var subjects = open.Select(entry => $"{entry.Value.Kind}s/{entry.Value.ResourceId}").ToHashSet(StringComparer.Ordinal);
        await events.RewriteAsync((subject, data) => subjects.Contains(subject) ? Mask(data, mask) : null, ct);
        foreach (var entry in open)
        {
            try
            {
                await store.UpdateAsync(AuditEntry.Type, entry.Id, Mask(entry.Value, mask), entry.Version, ct);
            }
            catch (DocumentConflictException)
            {
                // Dropped because of its age, or masked by another.
            }
        }
    }

    private async Task FindAsync(string[] resources, Func<AuditChange, AuditChange> mask, List<Document<AuditEntry>> open, CancellationToken ct)
    {
        await foreach (var entry in store.ReadAllAsync(AuditEntry.Type, DocumentQuery.All.Where("resource", DocumentOperator.In, resources), PageSize, ct))
        {
            if (entry.Value.Changes.Any(change => mask(change) != change)) open.Add(entry);
        }
    }

    private static AuditEntry Mask(AuditEntry entry, Func<AuditChange, AuditChange> mask) => entry with { Changes = [.. entry.Changes.Select(mask)] };

    private static JsonElement? Mask(JsonElement data, Func<AuditChange, AuditChange> mask)
    {
        var root = JsonNode.Parse(data.GetRawText(), documentOptions: new JsonDocumentOptions { MaxDepth = DocumentJson.MaxDepth })!;
        var masked = false;
        foreach (var node in root["changes"]!.AsArray().OfType<JsonObject>())
        {
            var before = new AuditChange(node["field"]!.GetValue<string>(), Text(node, "old"), Text(node, "new"));
            var after = mask(before);
            if (after == before) continue;
            masked = true;
            Set(node, "old", before.Old, after.Old);
            Set(node, "new", before.New, after.New);
        }

        return masked ? JsonSerializer.SerializeToElement(root, DocumentJson.Options) : null;
    }

    // A null in the data is the value null, not an absent one.
    private static string? Text(JsonObject node, string name) => node.TryGetPropertyValue(name, out var value) ? value?.ToJsonString(DocumentJson.Options) ?? "null" : null;

    private static void Set(JsonObject node, string name, string? before, string? after)
    {
        if (before != after) node[name] = JsonNode.Parse(after!, documentOptions: new JsonDocumentOptions { MaxDepth = DocumentJson.MaxDepth });
    }
}
