using System.Text.Json;
using Flux.Documents;

namespace Flux.Inventory.Storage;

/// <summary>All settings of one element, by key, under the element's key.</summary>
internal sealed record StoredSettings(SortedDictionary<string, StoredSetting> Values)
{
    public static readonly DocumentType<StoredSettings> Type = new("settings", []);

    public static StoredSettings Empty => new(new SortedDictionary<string, StoredSetting>(StringComparer.Ordinal));
}

/// <summary>One setting's value: <paramref name="Value"/>, or for a secret <paramref name="Sealed"/>.</summary>
internal sealed record StoredSetting(JsonElement? Value, string? Sealed, DateTimeOffset Time);
