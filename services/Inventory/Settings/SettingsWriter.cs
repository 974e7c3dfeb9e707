using System.Text.Json;
using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Audit;
using Flux.Inventory.Elements;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Settings;

/// <summary>Writes many settings of one element in one commit, with their audit entry.</summary>
internal sealed class SettingsWriter(
    IDocumentStore store, ElementFinder elements, SettingsReader reader, SettingValues values, AuditLog audit, TimeProvider clock)
{
    public async Task<SaveSettingsResponse> SaveAsync(SaveSettingsRequest request, CancellationToken ct)
    {
        var given = Parse(request);
        return await Conflicts.RetryAsync("element", $"{request.ElementId}", () => SaveOnceAsync(request, given, ct));
    }

    private async Task<SaveSettingsResponse> SaveOnceAsync(SaveSettingsRequest request, JsonElement given, CancellationToken ct)
    {
        // The settings first: an element that gets another profile after this writes them too, and one of the two writes fails.
        var (stored, version) = await reader.LoadAsync(request.ElementId, ct);
        var element = (await elements.FindAsync(request.ElementId, ct)).Value;
        var profile = await reader.ProfileAsync(element, ct);
        var schema = new ProfileSchema(profile?.Value);
        var edit = new SettingsEdit(schema, stored, values, clock.GetUtcNow());
        var response = new SaveSettingsResponse();
        var violations = new Violations();
        foreach (var property in given.EnumerateObject())
        {
            if (schema.Find(property.Name) is null)
            {
                response.UnknownKeys.Add(property.Name);
                response.Warnings.Add($"'{property.Name}' names no parameter of {(element.ProfileId is null ? "the element, which has no profile" : "the element's profile")}; it was not saved.");
            }
            else if (edit.Write(property.Name, property.Value, request.FromDevice) is { } problem)
            {
                violations.Add($"settings_json.{property.Name}", problem);
            }
        }

        violations.ThrowIfAny();
        if (!request.ValidateOnly && edit.Changes.Count > 0) await CommitAsync(request, element, profile, edit, version, ct);
        foreach (var change in edit.Changes) response.Changed.Add(Show(schema, edit.Result, change.Field));
        response.MissingKeys.Add(SettingValues.Missing(schema, values.Effective(schema, edit.Result)).Order(StringComparer.Ordinal));
        response.Warnings.Add(response.MissingKeys.Select(key => $"'{key}' is required and has no value."));
        return response;
    }

    private async Task CommitAsync(SaveSettingsRequest request, StoredElement element, Document<Profile>? profile, SettingsEdit edit, long version, CancellationToken ct)
    {
        var batch = new DocumentBatch();
        if (version == 0) batch.Insert(StoredSettings.Type, Keys.Of(request.ElementId), edit.Result);
        else batch.Update(StoredSettings.Type, Keys.Of(request.ElementId), edit.Result, version);
        // A parameter may have become a secret since.
        if (profile is not null) batch.Require(Collections.Profiles, profile.Id, profile.Version);
        audit.Add(batch, request.Actor, "changed", "element", element.Fields.Id, element.Fields.Name,
            [.. edit.Changes.Select(change => change with { Field = "settings." + change.Field })]);
        await store.CommitAsync(batch, ct);
    }

    private Setting Show(ProfileSchema schema, StoredSettings result, string key) => result.Values.TryGetValue(key, out var value)
        ? SettingValues.Hide(values.Show(key, schema.Find(key)!, value))
        : new Setting { Key = key, ValueJson = "null" };

    private static JsonElement Parse(SaveSettingsRequest request)
    {
        var violations = new Violations();
        violations.Require(request.Actor.Length <= 200, "actor", "is longer than 200 characters.");
        JsonElement given = default;
        if (!JsonText.TryParse(request.SettingsJson, out given, out var problem)) violations.Add("settings_json", problem);
        else violations.Require(given.ValueKind == JsonValueKind.Object, "settings_json", "must be a JSON object of key to value.");
        violations.ThrowIfAny();
        return given;
    }
}
