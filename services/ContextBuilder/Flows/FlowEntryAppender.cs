using System.Text.Json;
using Flux.ContextBuilder.Elements;
using Flux.ContextBuilder.Sources;
using Flux.Contracts.Context.V1;
using Flux.Documents;
using Flux.Documents.Secrets;
using Flux.Hosting;

namespace Flux.ContextBuilder.Flows;

/// <summary>Adds entries to runs: all in one commit, and each element once, however often it is asked for.</summary>
internal sealed class FlowEntryAppender(IDocumentStore store, InventorySources inventory, SecretProtector protector, EntryJson entryJson)
{
    private const int MaxElements = 10_000;
    private const int MaxAttempts = 20;

    public async Task<AppendFlowEntriesResponse> AppendAsync(AppendFlowEntriesRequest request, CancellationToken ct)
    {
        Check(request);
        Dictionary<long, BuiltContext>? built = null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var entries = await FindAsync(request, ct);
                var missing = request.ElementIds.Where(id => !entries.ContainsKey(id)).ToList();
                built ??= await BuildAsync(missing, ct);
                await InsertAsync(request.RunId, missing, built, entries, ct);
                return Answer(request, entries);
            }
            catch (DuplicateKeyException) when (attempt < MaxAttempts)
            {
                // Another call added entries to this run at the same moment: look again what is missing, and where the end is.
            }
        }
    }

    private static void Check(AppendFlowEntriesRequest request)
    {
        var violations = new Violations();
        RunIds.Check(request.RunId, violations);
        violations.Require(request.ElementIds.Count is > 0 and <= MaxElements, "element_ids", $"must hold 1 to {MaxElements} ids, not {request.ElementIds.Count}.");
        var seen = new HashSet<long>();
        for (var i = 0; i < request.ElementIds.Count; i++)
            violations.Require(seen.Add(request.ElementIds[i]), $"element_ids[{i}]", $"names element {request.ElementIds[i]} a second time.");
        violations.ThrowIfAny();
    }

    private async Task<Dictionary<long, StoredEntry>> FindAsync(AppendFlowEntriesRequest request, CancellationToken ct)
    {
        var found = await store.GetManyAsync(StoredEntry.Type, [.. request.ElementIds.Select(id => StoredEntry.Id(request.RunId, id))], ct);
        return found.ToDictionary(document => document.Value.ElementId, document => document.Value);
    }

    private async Task<Dictionary<long, BuiltContext>> BuildAsync(List<long> elementIds, CancellationToken ct)
    {
        if (elementIds.Count == 0) return [];
        var (contexts, missing) = await inventory.BuildAsync(elementIds, ct);
        if (missing.Count > 0) throw FluxError.NotFound("element", string.Join(", ", missing.Take(20)), "nothing was added to the run");
        return contexts.ToDictionary(context => context.ElementId);
    }

    private async Task InsertAsync(
        string runId, List<long> missing, Dictionary<long, BuiltContext> built, Dictionary<long, StoredEntry> entries, CancellationToken ct)
    {
        if (missing.Count == 0) return;
        var last = await store.FirstOrDefaultAsync(StoredEntry.Type, StoredEntry.InRun(runId).OrderBy("place", descending: true), ct);
        var index = last is null ? 0 : last.Value.Index + 1;
        var batch = new DocumentBatch();
        foreach (var id in missing)
        {
            var context = built[id];
            using var json = JsonDocument.Parse(
                SecretValues.Seal(context.Json, context.SecretPointers, protector), new JsonDocumentOptions { MaxDepth = DocumentJson.MaxDepth });
            var entry = new StoredEntry(runId, id, index++, json.RootElement.Clone(), context.SecretPointers, []);
            entries[id] = entry;
            batch.Insert(StoredEntry.Type, StoredEntry.Id(runId, id), entry);
        }

        await store.CommitAsync(batch, ct);
    }

    private AppendFlowEntriesResponse Answer(AppendFlowEntriesRequest request, Dictionary<long, StoredEntry> entries)
    {
        var response = new AppendFlowEntriesResponse();
        foreach (var id in request.ElementIds)
        {
            var entry = entries[id];
            response.Entries.Add(new FlowEntry { ElementId = id, EntryJson = entryJson.Open(entry), Index = entry.Index });
            response.Secrets.Add(new ElementSecrets { ElementId = id, Pointers = { entry.SecretPointers } });
        }

        return response;
    }
}
