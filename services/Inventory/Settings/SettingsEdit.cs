using System.Text.Json;
using Flux.Documents;
using Flux.Documents.Secrets;
using Flux.Inventory.Audit;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Settings;

/// <summary>Collects writes to one element's settings; what is equal to the stored value is no change.</summary>
internal sealed class SettingsEdit
{
    private readonly List<AuditChange> changes = [];
    private readonly ProfileSchema schema;
    private readonly SettingValues values;
    private readonly DateTimeOffset now;
    private readonly int sealedValues;

    public SettingsEdit(ProfileSchema schema, StoredSettings stored, SettingValues values, DateTimeOffset now)
    {
        (this.schema, this.values, this.now) = (schema, values, now);
        Result = new StoredSettings(new SortedDictionary<string, StoredSetting>(stored.Values, StringComparer.Ordinal));
        // What was stored under another profile may be a secret in this one.
        sealedValues = values.Seal(schema, Result);
    }

    public StoredSettings Result { get; }

    /// <summary>Whether the result differs from what is stored, if only by its protection.</summary>
    public bool IsDirty => changes.Count + sealedValues > 0;

    /// <summary>In the order of the writes; secrets masked.</summary>
    public IReadOnlyList<AuditChange> Changes => changes;

    /// <summary>Whether a key names a parameter; if not, what is wrong with it.</summary>
    public bool Knows(string key, out string problem)
    {
        problem = schema.Find(key) is null ? $"'{key}' names no parameter of the profile; {schema.KnownKeys()}." : "";
        return problem.Length == 0;
    }

    /// <summary>
    /// Writes one value; null drops the stored value, so that the default shows again (a JSON parameter stores null).
    /// The key must be known. Answers what is wrong with the value, or null.
    /// </summary>
    public string? Write(string key, JsonElement value, bool fromDevice)
    {
        var parameter = schema.Find(key)!;
        if (parameter.ReadOnly && !fromDevice) return "is read-only: only a device reports it, so remove it here.";
        var before = Result.Values.TryGetValue(key, out var old) ? values.Open(old) : null;
        if (value.ValueKind == JsonValueKind.Null && parameter.Type != Contracts.Inventory.V1.ParameterType.Json)
        {
            if (Result.Values.Remove(key)) Note(key, before, null, old!.Sealed is not null);
            return null;
        }

        if (SettingCoercion.Convert(parameter, value, out var problem) is not { } json) return problem;
        var made = values.Make(parameter, json, now);
        // Also write when only the protection changes: a parameter became secret.
        if (before == json && (old!.Sealed is null) == (made.Sealed is null)) return null;
        Result.Values[key] = made;
        Note(key, before, json, made.Sealed is not null || old?.Sealed is not null);
        return null;
    }

    private void Note(string key, string? before, string? after, bool secret)
    {
        changes.Add(secret ? AuditChange.OfSecret(key, before is not null, after is not null) : new AuditChange(key, before, after));
    }
}
