using System.Text.Json.Nodes;
using Flux.Contracts.Context.V1;
using Flux.Documents;
using Flux.Hosting;

namespace Flux.ContextBuilder.Documents;

/// <summary>Writes keys of context documents; the version before goes to the history in the same commit.</summary>
internal sealed class ContextWriter(IDocumentStore store, ContextDocuments documents, TimeProvider clock)
{
    /// <summary>Older versions that can still be read.</summary>
    public const int KeptVersions = 100;

    private const int MaxWrites = 1000;
    private const int MaxAttempts = 20;

    public async Task<UpdateContextResponse> UpdateAsync(UpdateContextRequest request, CancellationToken ct)
    {
        var values = Check(request);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await UpdateOnceAsync(request, values, ct);
            }
            catch (DocumentConflictException) when (attempt < MaxAttempts)
            {
                // Another writer was faster; with an etag the next look tells.
            }
        }
    }

    private static List<JsonNode?> Check(UpdateContextRequest request)
    {
        var violations = new Violations();
        violations.Require(request.Writes.Count is > 0 and <= MaxWrites, "writes", $"must hold 1 to {MaxWrites} writes, not {request.Writes.Count}.");
        var values = new List<JsonNode?>();
        for (var i = 0; i < request.Writes.Count; i++)
        {
            var write = request.Writes[i];
            var removes = write.Kind == ContextWriteKind.Remove;
            violations.Require(System.Enum.IsDefined(write.Kind) && write.Kind != ContextWriteKind.Unspecified, $"writes[{i}].kind", "must be given: insert, update, upsert or remove.");
            if (removes) violations.Require(write.ValueJson.Length == 0, $"writes[{i}].value_json", "must be empty when the key is removed.");
            JsonNode? value = null;
            if (!removes) ContextObjects.TryRead(write.ValueJson, $"writes[{i}].value_json", violations, out value);
            values.Add(value);
        }

        violations.ThrowIfAny();
        return values;
    }

    private async Task<UpdateContextResponse> UpdateOnceAsync(UpdateContextRequest request, List<JsonNode?> values, CancellationToken ct)
    {
        var stored = await documents.LoadAsync(request.Id, ct);
        ContextDocuments.CheckEtag(request.Etag, request.Id, stored.Value);
        var content = ContextObjects.Parse(stored.Value.Content.GetRawText());
        var response = new UpdateContextResponse();
        for (var i = 0; i < values.Count; i++) response.PreviousJson.Add(Apply(content, request.Id, request.Writes[i], values[i]));
        var next = stored.Value with { Content = ContextObjects.Store(content, request.Id), Number = stored.Value.Number + 1, Updated = clock.GetUtcNow() };
        response.Context = ContextDocuments.Show(request.Id, next);
        if (request.ValidateOnly) return response;
        var batch = new DocumentBatch()
            .Update(StoredContext.Type, request.Id, next, stored.Version)
            .Put(StoredContext.Versions, StoredContext.VersionId(request.Id, stored.Value.Number), stored.Value);
        if (stored.Value.Number > KeptVersions) batch.Delete(StoredContext.Versions, StoredContext.VersionId(request.Id, stored.Value.Number - KeptVersions));
        await store.CommitAsync(batch, ct);
        return response;
    }

    private static string Apply(JsonObject content, string id, ContextWrite write, JsonNode? value)
    {
        var exists = content.TryGetPropertyValue(write.Key, out var before);
        var previous = exists ? ContextObjects.Write(before) : "";
        if (write.Kind == ContextWriteKind.Insert && exists) throw FluxError.AlreadyExists("context key", $"{id}/{write.Key}", "use update or upsert to replace it");
        if (write.Kind == ContextWriteKind.Update && !exists) throw FluxError.NotFound("context key", $"{id}/{write.Key}", "use insert or upsert to add it");
        if (write.Kind == ContextWriteKind.Remove) content.Remove(write.Key);
        else content[write.Key] = value?.DeepClone();
        return previous;
    }
}
