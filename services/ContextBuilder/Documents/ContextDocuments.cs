using Flux.Contracts.Context.V1;
using Flux.Documents;
using Flux.Hosting;
using Google.Protobuf.WellKnownTypes;

namespace Flux.ContextBuilder.Documents;

/// <summary>Creates, lists and deletes context documents, and reads any of their versions.</summary>
internal sealed class ContextDocuments(IDocumentStore store, TimeProvider clock)
{
    private const int MaxScope = 200;
    private const int DefaultPage = 100;
    private const int MaxPage = 1000;
    private const int PartSize = 20;

    public async Task<ContextDocument> CreateAsync(ContextDocument? given, bool validateOnly, CancellationToken ct)
    {
        var wanted = given ?? new ContextDocument();
        var violations = new Violations();
        var id = wanted.Id.Length == 0 ? Guid.CreateVersion7(clock.GetUtcNow()).ToString("N") : wanted.Id;
        ContextIds.Check(id, "context.id", violations);
        violations.Require(wanted.Scope.Length <= MaxScope, "context.scope", $"is longer than {MaxScope} characters.");
        var content = ContextObjects.Read(wanted.ContentJson.Length == 0 ? "{}" : wanted.ContentJson, "context.content_json", violations);
        violations.ThrowIfAny();
        var now = clock.GetUtcNow();
        var stored = new StoredContext(wanted.Scope, ContextObjects.Store(content!, id), 1, now, now);
        if (validateOnly)
            return await store.GetAsync(StoredContext.Type, id, ct) is null ? Show(id, stored) : throw FluxError.AlreadyExists("context", id);
        try
        {
            await store.InsertAsync(StoredContext.Type, id, stored, ct);
        }
        catch (DuplicateKeyException)
        {
            throw FluxError.AlreadyExists("context", id);
        }

        return Show(id, stored);
    }

    /// <summary>Throws NOT_FOUND when there is no such document, or no such version of it any more.</summary>
    public async Task<StoredContext> FindAsync(string id, long version, CancellationToken ct)
    {
        var newest = (await LoadAsync(id, ct)).Value;
        if (version == 0 || version == newest.Number) return newest;
        return (version > 0 ? await store.GetAsync(StoredContext.Versions, StoredContext.VersionId(id, version), ct) : null)?.Value
            ?? throw FluxError.NotFound("context version", $"{id}/{version}", $"the newest is {newest.Number}, and the last {ContextWriter.KeptVersions} are kept");
    }

    public async Task<Document<StoredContext>> LoadAsync(string id, CancellationToken ct) =>
        (id.Length == 0 ? null : await store.GetAsync(StoredContext.Type, id, ct)) ?? throw FluxError.NotFound("context", id);

    public async Task<ListContextsResponse> ListAsync(ListContextsRequest request, CancellationToken ct)
    {
        var violations = new Violations();
        violations.Require(request.PageSize >= 0, "page_size", "must not be negative; 0 means 100.");
        violations.ThrowIfAny();
        var query = DocumentQuery.All;
        if (request.ScopePrefix.Length > 0) query = query.Where("scope", DocumentOperator.Prefix, request.ScopePrefix);
        var wanted = request.PageSize == 0 ? DefaultPage : Math.Min(request.PageSize, MaxPage);
        var response = new ListContextsResponse { NextPageToken = request.PageToken };
        do
        {
            // Each is read with its content: a few at a time, so that a page of large ones does not fill the memory.
            var part = await store.QueryAsync(StoredContext.Type, query.Take(Math.Min(PartSize, wanted - response.Contexts.Count)).After(response.NextPageToken), ct);
            response.NextPageToken = part.NextToken ?? "";
            foreach (var item in part.Items)
            {
                var context = Show(item.Id, item.Value);
                context.ContentJson = "";
                response.Contexts.Add(context);
            }
        }
        while (response.NextPageToken.Length > 0 && response.Contexts.Count < wanted);
        return response;
    }

    public async Task DeleteAsync(DeleteContextRequest request, CancellationToken ct)
    {
        var stored = await LoadAsync(request.Id, ct);
        CheckEtag(request.Etag, request.Id, stored.Value);
        if (request.ValidateOnly) return;
        var batch = new DocumentBatch().Delete(StoredContext.Type, request.Id, stored.Version);
        // By their numbers: to read them all could take 400 MiB.
        for (var number = stored.Value.Number - 1; number > 0 && number >= stored.Value.Number - ContextWriter.KeptVersions; number--)
            batch.Delete(StoredContext.Versions, StoredContext.VersionId(request.Id, number));
        await store.CommitAsync(batch, ct);
    }

    public static void CheckEtag(string given, string id, StoredContext stored)
    {
        if (given.Length > 0 && given != stored.Etag) throw FluxError.Aborted("context", id);
    }

    public static ContextDocument Show(string id, StoredContext stored) => new()
    {
        Id = id,
        Scope = stored.Scope,
        ContentJson = stored.Content.GetRawText(),
        Version = stored.Number,
        Etag = stored.Etag,
        CreateTime = stored.Created.ToTimestamp(),
        UpdateTime = stored.Updated.ToTimestamp(),
    };
}
