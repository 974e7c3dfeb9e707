using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Audit;
using Flux.Inventory.Configurations;
using Flux.Inventory.Settings;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Elements;

/// <summary>Changes and deletes single elements.</summary>
internal sealed class ElementUpdater(
    IDocumentStore store, ElementFinder finder, RelationReader relations, ElementEditor editor, ElementView view, ElementFactory factory, AuditLog audit,
    ConfigurationRemover configurations, SettingsReader settings, SettingValues values, SecretHistory history, TimeProvider clock)
{
    public async Task<Element> UpdateAsync(UpdateElementRequest request, CancellationToken ct)
    {
        var given = request.Element ?? throw FluxError.InvalidArgument("element", "must be given.");
        var fields = Fields(request);
        return await Conflicts.RetryAsync("element", given.Id == 0 ? given.Name : $"{given.Id}", () => UpdateOnceAsync(request, given, fields, ct));
    }

    public async Task DeleteAsync(DeleteElementRequest request, CancellationToken ct)
    {
        await Conflicts.RetryAsync("element", $"{request.Id}", async () =>
        {
            var stored = await finder.FindAsync(request.Id, ct);
            Etag.Check(request.Etag, stored.Version, "element", stored.Value.Fields.Name);
            if (request.ValidateOnly) return true;
            var batch = new DocumentBatch()
                .Delete(StoredElement.Type, stored.Id, stored.Version)
                .Delete(StoredSettings.Type, stored.Id)
                .Delete(ElementState.Type, stored.Id);
            audit.Add(batch, "", "deleted", "element", request.Id, stored.Value.Fields.Name, []);
            await configurations.AddAsync(batch, request.Id, ct);
            await store.CommitAsync(batch, ct);
            return true;
        });
        if (request.ValidateOnly) return;
        // What was stored between reading and deleting.
        await configurations.RemoveAsync(request.Id, ct);
    }

    private async Task<Element> UpdateOnceAsync(UpdateElementRequest request, Element given, List<string> fields, CancellationToken ct)
    {
        var stored = await finder.FindAsync(given.Id, given.Name, ct);
        Etag.Check(given.Etag, stored.Version, "element", stored.Value.Fields.Name);
        var organizations = await factory.OrganizationsAsync(fields.Contains("organization") ? [given] : [], request.ValidateOnly, ct);
        var known = (await relations.ByNameAsync([given], ct)) with { Organizations = organizations };
        var violations = new Violations();
        ElementValidator.Check(given, fields, "element.", known, violations);
        var change = editor.Edit(stored.Value, (await view.NamesAsync([stored.Value], ct))[0], given, fields, known, "element.", violations);
        violations.ThrowIfAny();
        if (change.Result.Fields.Name != stored.Value.Fields.Name && await finder.ByNameAsync(given.Name, ct) is not null)
            throw FluxError.AlreadyExists("element", given.Name);
        if (request.ValidateOnly || change.Changes.Count == 0) return await view.ShowAsync(stored with { Value = change.Result }, ct);
        var batch = new DocumentBatch().Update(StoredElement.Type, stored.Id, change.Result, stored.Version);
        var references = new NamedReferences();
        references.Add(stored.Value, change.Result);
        references.AddTo(batch);
        var moved = stored.Value.ProfileId != change.Result.ProfileId ? await MoveAsync(batch, change.Result, ct) : null;
        audit.Add(batch, "", "changed", "element", change.Result.Fields.Id, change.Result.Fields.Name, change.Changes);
        // Before it and after it: what was said in between, and what a crash in between would leave.
        if (moved is not null) await history.MaskAsync([change.Result.Fields.Id], moved, ct);
        await store.CommitAsync(batch, ct);
        if (moved is not null) await history.MaskAsync([change.Result.Fields.Id], moved, ct);
        return await view.ShowAsync(new Document<StoredElement>(stored.Id, stored.Version + 1, change.Result), ct);
    }

    // With another profile the settings are always written: those that are being saved by the rules of the old one must not come after it.
    private async Task<ProfileSchema> MoveAsync(DocumentBatch batch, StoredElement element, CancellationToken ct)
    {
        var (before, version) = await settings.LoadAsync(element.Fields.Id, ct);
        var schema = await settings.SchemaAsync(element, ct);
        var edit = new SettingsEdit(schema, before, values, clock.GetUtcNow());
        if (version == 0) batch.Insert(StoredSettings.Type, Keys.Of(element.Fields.Id), edit.Result);
        else batch.Update(StoredSettings.Type, Keys.Of(element.Fields.Id), edit.Result, version);
        return schema;
    }

    private static List<string> Fields(UpdateElementRequest request)
    {
        if (request.UpdateMask is not { Paths.Count: > 0 } mask)
        {
            var set = ElementFields.SetFields(request.Element);
            if (request.Element.Id == 0) set.Remove("name"); // It says which element, not what to change.
            set.Remove("created_by");
            return set;
        }

        // Secrets are read blank: writing back what was read keeps them. To clear one, name it.
        if (mask.Paths is ["*"])
            return [.. ElementFields.Writable.Where(name => name != "created_by" && ((name != "name" && !ElementFields.Secrets.Contains(name)) || ElementFields.IsSet(request.Element, name)))];
        var violations = new Violations();
        for (var i = 0; i < mask.Paths.Count; i++)
        {
            violations.Require(
                ElementFields.Writable.Contains(mask.Paths[i]), $"update_mask.paths[{i}]",
                ElementFields.OutputOnly.Contains(mask.Paths[i])
                    ? $"'{mask.Paths[i]}' is set by the service; leave it out."
                    : $"an element has no field '{mask.Paths[i]}'; it has {string.Join(", ", ElementFields.Writable)}.");
        }

        violations.ThrowIfAny();
        return [.. mask.Paths.Distinct()];
    }
}
