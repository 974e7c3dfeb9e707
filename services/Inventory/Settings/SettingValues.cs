using System.Text.Json;
using Flux.Contracts.Inventory.V1;
using Flux.Documents.Secrets;
using Flux.Inventory.Storage;
using Google.Protobuf.WellKnownTypes;

namespace Flux.Inventory.Settings;

/// <summary>Reads and makes stored settings.</summary>
internal sealed class SettingValues(SecretProtector protector)
{
    /// <summary>The JSON text of a stored value, secrets in clear.</summary>
    public string Open(StoredSetting setting) =>
        setting.Sealed is { } text ? protector.Unprotect(text) : setting.Value?.GetRawText() ?? "null";

    public StoredSetting Make(Parameter parameter, string json, DateTimeOffset time) => parameter.Type == ParameterType.Secret
        ? new StoredSetting(null, protector.Protect(json), time)
        : new StoredSetting(JsonDocument.Parse(json).RootElement, null, time);

    /// <summary>Encrypts what is stored in clear although its parameter is a secret; answers how many values.</summary>
    public int Seal(ProfileSchema schema, StoredSettings stored)
    {
        var open = stored.Values.Where(entry => entry.Value.Sealed is null && schema.Find(entry.Key) is { Type: ParameterType.Secret }).ToList();
        foreach (var (name, value) in open)
        {
            var parameter = schema.Find(name)!;
            // A secret is a text; what cannot be one, or breaks the parameter's rules, stays what it is until it is written again.
            var text = SettingCoercion.Convert(parameter, value.Value ?? default, out _) ?? Open(value);
            stored.Values[name] = Make(parameter, text, value.Time);
        }

        return open.Count;
    }

    /// <summary>An element's settings by ascending key: stored values, and the defaults of the others. A stored value whose parameter is gone is left out.</summary>
    public List<Setting> Effective(ProfileSchema schema, StoredSettings stored)
    {
        var settings = new List<Setting>();
        foreach (var (key, parameter) in schema.Expand(stored.Values.Keys))
        {
            if (stored.Values.TryGetValue(key, out var value))
                settings.Add(Show(key, parameter, value));
            else if (parameter.DefaultJson.Length > 0)
                settings.Add(new Setting { Key = key, ValueJson = OpenDefault(parameter), Secret = parameter.Type == ParameterType.Secret, IsDefault = true });
        }

        settings.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        return settings;
    }

    public Setting Show(string key, Parameter parameter, StoredSetting value) => new()
    {
        Key = key,
        ValueJson = Open(value),
        // What was stored as a secret stays one, even when the profile has changed its mind since.
        Secret = parameter.Type == ParameterType.Secret || value.Sealed is not null,
        UpdateTime = value.Time.ToTimestamp(),
    };

    /// <summary>Keys of required parameters without a value.</summary>
    public static IEnumerable<string> Missing(ProfileSchema schema, IReadOnlyCollection<Setting> effective)
    {
        var present = effective.Select(setting => setting.Key).ToHashSet(StringComparer.Ordinal);
        return schema.Expand(present).Where(entry => entry.Value.Required && !present.Contains(entry.Key)).Select(entry => entry.Key);
    }

    public static Setting Hide(Setting setting)
    {
        if (!setting.Secret) return setting;
        var copy = setting.Clone();
        copy.ValueJson = "";
        return copy;
    }

    private string OpenDefault(Parameter parameter) => parameter.Type == ParameterType.Secret ? protector.Unprotect(parameter.DefaultJson) : parameter.DefaultJson;
}
