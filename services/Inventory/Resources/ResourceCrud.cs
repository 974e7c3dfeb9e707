using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Apply;
using Flux.Inventory.Audit;
using Flux.Inventory.Storage;
using Flux.Storage;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Flux.Inventory.Resources;

/// <summary>Creates, reads, changes and deletes the resources of one kind.</summary>
internal sealed class ResourceCrud<T>(
    IDocumentStore store, ResourceKind<T> kind, IResourceEditor<T> editor, Func<Document<T>, T> show, ResourceUsers users, AuditLog audit,
    CreateRequests requests, IResourceGuard<T> guard)
    where T : class, IMessage<T>
{
    public Task<T> CreateAsync(T? given, string requestId, bool validateOnly, CancellationToken ct) =>
        Conflicts.RetryAsync(kind.Singular, given is null ? "" : kind.Name(given), () => CreateOnceAsync(given, requestId, validateOnly, ct));

    private async Task<T> CreateOnceAsync(T? given, string requestId, bool validateOnly, CancellationToken ct)
    {
        if (given is null) throw FluxError.InvalidArgument(kind.Singular, "must be given.");
        if (await RepeatedAsync(given, requestId, ct) is { } repeated) return repeated;
        var violations = new Violations();
        var result = await EditAsync(null, given, [], violations, ct);
        violations.ThrowIfAny();
        // Perhaps an equal request made it since we looked.
        if (await FindByNameAsync(kind.Name(given), ct) is not null)
            return await RepeatedAsync(given, requestId, ct) ?? throw FluxError.AlreadyExists(kind.Singular, kind.Name(given));
        if (validateOnly) return show(new Document<T>("", 0, result));
        var id = await store.NextSequenceAsync(kind.Field, 1, ct);
        kind.SetId(result, id);
        var batch = new DocumentBatch().Insert(kind.Type, Keys.Of(id), result);
        await requests.AddAsync(batch, kind.Singular, requestId, given, id, ct);
        Refer(batch, null, result);
        audit.Add(batch, "", "created", kind.Singular, id, kind.Name(result), []);
        // With a request_id the name may be that of an equal request at the same moment: then look again.
        if (requestId.Length > 0) await store.CommitAsync(batch, ct);
        else await CommitAsync(batch, kind.Name(result), ct);
        return show(new Document<T>(Keys.Of(id), 1, result));
    }

    public async Task<T> GetAsync(long id, string name, CancellationToken ct) => show(await FindAsync(id, name, kind.NameField, ct));

    public async Task<(IEnumerable<T> Items, string NextToken)> ListAsync(int pageSize, string pageToken, CancellationToken ct)
    {
        var page = await Paging.ListAsync(store, kind.Type, pageSize, pageToken, ct);
        return (page.Items.Select(show), page.NextToken ?? "");
    }

    public async Task<T> UpdateAsync(T? given, FieldMask? mask, bool validateOnly, CancellationToken ct)
    {
        if (given is null) throw FluxError.InvalidArgument(kind.Singular, "must be given.");
        var fields = FieldSelection.Of(given, mask, kind.Singular);
        // Without an id the name says which one, not what to change.
        if (kind.Id(given) == 0) fields = fields.Without(kind.NameField);
        return await Conflicts.RetryAsync(kind.Singular, kind.Name(given), async () =>
        {
            var stored = await FindAsync(kind.Id(given), kind.Name(given), $"{kind.Singular}.{kind.NameField}", ct);
            Etag.Check(kind.Etag(given), stored.Version, kind.Singular, kind.Name(stored.Value));
            var wanted = show(stored).Clone();
            fields.Copy(given, wanted);
            var violations = new Violations();
            var changes = new List<AuditChange>();
            var result = await EditAsync(stored.Value, wanted, changes, violations, ct);
            violations.ThrowIfAny();
            if (kind.Name(result) != kind.Name(stored.Value))
            {
                if (await FindByNameAsync(kind.Name(result), ct) is not null) throw FluxError.AlreadyExists(kind.Singular, kind.Name(result));
                changes.Insert(0, AuditChange.OfText(kind.NameField, kind.Name(stored.Value), kind.Name(result)));
            }

            if (validateOnly || changes.Count == 0) return show(stored with { Value = result });
            var batch = new DocumentBatch().Update(kind.Type, stored.Id, result, stored.Version);
            Refer(batch, stored.Value, result);
            audit.Add(batch, "", "changed", kind.Singular, kind.Id(result), kind.Name(result), changes);
            await guard.WriteAsync(stored.Value, result, () => CommitAsync(batch, kind.Name(result), ct), ct);
            return show(new Document<T>(stored.Id, stored.Version + 1, result));
        });
    }

    /// <summary>Answers how many others were changed because they used it.</summary>
    public Task<int> DeleteAsync(string name, string etag, bool force, bool validateOnly, CancellationToken ct) =>
        Conflicts.RetryAsync(kind.Singular, name, async () =>
        {
            var stored = await FindAsync(0, name, "name", ct);
            Etag.Check(etag, stored.Version, kind.Singular, name);
            var batch = new DocumentBatch().Delete(kind.Type, stored.Id, stored.Version);
            var changed = await users.ReleaseAsync(batch, kind.Singular, kind.Id(stored.Value), name, force, ct);
            audit.Add(batch, "", "deleted", kind.Singular, kind.Id(stored.Value), name, []);
            if (!validateOnly) await store.CommitAsync(batch, ct);
            return changed;
        });

    private async Task<T?> RepeatedAsync(T given, string requestId, CancellationToken ct) =>
        await requests.FindAsync(kind.Singular, requestId, given, ct) is { } id ? await GetAsync(id, "", ct) : null;

    private async Task<T> EditAsync(T? stored, T wanted, List<AuditChange> changes, Violations violations, CancellationToken ct)
    {
        Names.Check(kind.Name(wanted), $"{kind.Singular}.{kind.NameField}", violations);
        await guard.CheckAsync(wanted, kind.Singular + ".", violations, ct);
        return editor.Edit(stored, wanted, kind.Singular + ".", violations, changes);
    }

    private static void Refer(DocumentBatch batch, T? before, T after)
    {
        if (after is not User user) return;
        var references = new NamedReferences();
        references.Add(before as User, user);
        references.AddTo(batch);
    }

    private async Task CommitAsync(DocumentBatch batch, string name, CancellationToken ct)
    {
        try
        {
            await store.CommitAsync(batch, ct);
        }
        catch (DuplicateKeyException error) when (error.Index == "name")
        {
            throw FluxError.AlreadyExists(kind.Singular, name);
        }
    }

    private async Task<Document<T>> FindAsync(long id, string name, string path, CancellationToken ct)
    {
        if (id != 0) return (id > 0 ? await store.GetAsync(kind.Type, Keys.Of(id), ct) : null) ?? throw FluxError.NotFound(kind.Singular, $"{id}");
        if (name.Length == 0) throw FluxError.InvalidArgument(path, $"give the {kind.NameField} of the {kind.Singular}.");
        return await FindByNameAsync(name, ct) ?? throw FluxError.NotFound(kind.Singular, name);
    }

    private Task<Document<T>?> FindByNameAsync(string name, CancellationToken ct) =>
        store.FirstOrDefaultAsync(kind.Type, DocumentQuery.All.Where("name", DocumentOperator.Equal, name), ct);
}
