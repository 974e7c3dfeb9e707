using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Audit;
using Flux.Inventory.Elements;
using Flux.Inventory.Settings;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Apply;

/// <summary>Plans elements with their settings.</summary>
internal sealed class ElementPlanner(ElementEditor editor, ElementFactory factory, SettingValues values, AuditLog audit, TimeProvider clock)
{
    public void Plan(
        IReadOnlyList<DeclaredElement> declared, Snapshot snapshot, Relations relations, IReadOnlyDictionary<long, ProfileSchema> schemas,
        IdSource ids, Plan plan, Violations violations)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < declared.Count; i++)
        {
            var given = declared[i].Element ?? new Element();
            if (Names.Check(given.Name, $"elements[{i}].element.name", violations) && !places.TryAdd(given.Name, i))
                violations.Add($"elements[{i}].element.name", $"element '{given.Name}' is declared twice; elements[{places[given.Name]}] has it already.");
            else
                PlanOne(given, declared[i].Settings, $"elements[{i}].", snapshot, relations, schemas, ids, plan, violations);
        }
    }

    private void PlanOne(
        Element given, IReadOnlyList<Setting> settings, string path, Snapshot snapshot, Relations relations, IReadOnlyDictionary<long, ProfileSchema> schemas,
        IdSource ids, Plan plan, Violations violations)
    {
        var existing = snapshot.Elements.GetValueOrDefault(given.Name);
        if (existing is not null) Etag.Check(given.Etag, existing.Version, "element", given.Name);
        var fields = ElementFields.SetFields(given);
        fields.RemoveAll(field => field is "name" or "created_by");
        ElementValidator.Check(given, fields, path + "element.", relations, violations);
        var blank = existing?.Value ?? factory.Blank(given);
        if (existing is null) blank.Fields.Name = given.Name;
        var change = editor.Edit(blank, snapshot.RelationNames.GetValueOrDefault(given.Name, RelationNames.None), given, fields, relations, path + "element.", violations);
        if (existing is null) change.Result.Fields.Id = ids.Next("elements");

        var schema = change.Result.ProfileId is { } profile ? schemas.GetValueOrDefault(profile, ProfileSchema.Empty) : ProfileSchema.Empty;
        var stored = existing is null ? null : snapshot.SettingsByKey.GetValueOrDefault(existing.Id);
        var edit = new SettingsEdit(schema, stored?.Value ?? StoredSettings.Empty, values, clock.GetUtcNow());
        // A wrong profile name has been reported; every setting would be "unknown" only because of it.
        if (given.Profile.Length == 0 || relations.Profiles.ContainsKey(given.Profile)) Write(edit, settings, path, violations);

        var changed = change.Changes.Select(entry => entry.Field).Concat(edit.Changes.Select(entry => "settings." + entry.Field)).ToList();
        plan.Add("elements", given.Name, change.Result.Fields.Id, existing is null, changed);
        if (!violations.IsEmpty) return;
        plan.References.Add(existing?.Value, change.Result);
        var moved = existing is not null && existing.Value.ProfileId != change.Result.ProfileId;
        if (moved) plan.Moved.Add((existing!.Value.Fields.Id, schema));
        Write(change, existing, edit, stored, moved, plan.Batch);
    }

    private static void Write(SettingsEdit edit, IReadOnlyList<Setting> settings, string path, Violations violations)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < settings.Count; i++)
        {
            var at = $"{path}settings[{i}].";
            if (!places.TryAdd(settings[i].Key, i))
                violations.Add(at + "key", $"'{settings[i].Key}' is declared twice; settings[{places[settings[i].Key]}] has it already.");
            else if (settings[i] is { Secret: true, ValueJson: "" })
                continue; // As read back: the stored secret stays.
            else if (!JsonText.TryParse(settings[i].ValueJson, out var value, out var unreadable))
                violations.Add(at + "value_json", $"of '{settings[i].Key}' {unreadable}");
            else if (!edit.Knows(settings[i].Key, out var unknown))
                violations.Add(at + "key", unknown);
            else if (edit.Write(settings[i].Key, value, fromDevice: false) is { } problem)
                violations.Add(at + "value_json", $"'{settings[i].Key}' {problem}");
        }
    }

    private void Write(ElementChange change, Document<StoredElement>? existing, SettingsEdit edit, Document<StoredSettings>? stored, bool moved, DocumentBatch batch)
    {
        var element = change.Result;
        var key = Keys.Of(element.Fields.Id);
        if (existing is null) batch.Insert(StoredElement.Type, key, element);
        else if (change.Changes.Count > 0) batch.Update(StoredElement.Type, key, element, existing.Version);
        // With another profile always: settings that are being saved by the rules of the old one must not come after it.
        if ((edit.IsDirty || moved) && stored is null) batch.Insert(StoredSettings.Type, key, edit.Result);
        else if (edit.IsDirty || moved) batch.Update(StoredSettings.Type, key, edit.Result, stored!.Version);
        if (existing is not null && change.Changes.Count + edit.Changes.Count == 0) return;
        audit.Add(
            batch, existing is null ? element.Fields.CreatedBy : "", existing is null ? "created" : "changed", "element", element.Fields.Id, element.Fields.Name,
            [.. existing is null ? [] : change.Changes, .. edit.Changes.Select(entry => entry with { Field = "settings." + entry.Field })]);
    }
}
