using System.Text.Json;
using System.Text.Json.Nodes;
using Flux.ContextBuilder.Sources;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Context.V1;
using Flux.Documents;
using Flux.Hosting;

namespace Flux.ContextBuilder.Flows;

/// <summary>Builds the context that a task starts with: a fresh element context and, inside a run, "flow" and "tasks" (semantics 2.3, 2.4).</summary>
internal sealed class TaskContextBuilder(IDocumentStore store, InventorySources inventory, EntryJson entryJson)
{
    private static readonly string[] FlowKeys = ["flow", "tasks"];

    public async Task<BuildTaskContextResponse> BuildAsync(BuildTaskContextRequest request, CancellationToken ct)
    {
        var inFlow = request.RunId.Length > 0;
        if (inFlow) RunIds.Check(request.RunId);
        // Side by side: every task waits for both.
        var building = inventory.BuildAsync([request.ElementId], ct);
        var reading = inFlow ? store.GetAsync(StoredEntry.Type, StoredEntry.Id(request.RunId, request.ElementId), ct) : Task.FromResult<Document<StoredEntry>?>(null);
        await Task.WhenAll(reading, building);
        var entry = (await reading)?.Value;
        if (inFlow && entry is null) throw FluxError.NotFound("flow entry", $"{request.RunId}/{request.ElementId}", "add it with AppendFlowEntries first");
        var (contexts, _) = await building;
        if (contexts is not [var built]) throw FluxError.NotFound("element", $"{request.ElementId}");
        var context = new ElementContext { ElementId = request.ElementId, ContextJson = built.Json, Warnings = { built.Warnings }, SecretPointers = { built.SecretPointers } };
        if (entry is null) return new BuildTaskContextResponse { Context = context };
        AddFlow(context, entry, request.User);
        return new BuildTaskContextResponse { Context = context, FlowEntryJson = entryJson.Open(entry) };
    }

    private static void AddFlow(ElementContext context, StoredEntry entry, User? user)
    {
        var root = Parse(context.ContextJson);
        foreach (var key in FlowKeys.Where(root.ContainsKey))
        {
            context.Warnings.Add($"'{key}' of the element's groups or settings is hidden: inside a flow the flow sets it.");
            Remove(context.SecretPointers, "/" + key);
        }

        root["flow"] = user is null ? new JsonObject() : new JsonObject
        {
            ["user"] = new JsonObject { ["id"] = user.Id, ["username"] = user.Username, ["full_name"] = user.FullName, ["email"] = user.Email },
        };
        root["tasks"] = Parse(EntryJson.Tasks(entry));
        context.ContextJson = root.ToJsonString(DocumentJson.Options);
    }

    private static void Remove(Google.Protobuf.Collections.RepeatedField<string> pointers, string root)
    {
        foreach (var pointer in pointers.Where(pointer => pointer == root || pointer.StartsWith(root + "/", StringComparison.Ordinal)).ToList()) pointers.Remove(pointer);
    }

    private static JsonObject Parse(string json) => JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = DocumentJson.MaxDepth })!.AsObject();
}
