using System.Text.Json;
using Flux.ContextBuilder.Elements;
using Flux.Contracts.Inventory.V1;
using Flux.Documents;

namespace Flux.ContextBuilder.Flows;

/// <summary>
/// Finds in stored entries what is a secret by now, though it was none when they were written (semantics 1.8). An entry says itself which groups and which
/// profile its values came from; the inventory says which of their names are secrets. The groups and the profile that the element has now count too.
/// Where a group lost to another one, in which a variable of that name is public and has the value that the entry holds, there is nothing to hide.
/// </summary>
internal sealed class SecretsOfNow(InternalInventoryService.InternalInventoryServiceClient inventory)
{
    /// <summary>For each entry the JSON pointers of such values in its context.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> FindAsync(IReadOnlyList<StoredEntry> entries, CancellationToken ct)
    {
        if (entries.Count == 0) return [];
        var sources = entries.Select(entry => Sources(entry.Context)).ToList();
        var names = await inventory.ListSecretNamesAsync(
            new ListSecretNamesRequest
            {
                ElementIds = { entries.Select(entry => entry.ElementId).Distinct() },
                GroupIds = { sources.SelectMany(source => source.Groups).Distinct() },
                ProfileIds = { sources.Select(source => source.Profile).Where(profile => profile != 0).Distinct() },
            },
            cancellationToken: ct);
        var groups = names.Groups.ToDictionary(group => group.GroupId, group => group.Names);
        var profiles = names.Profiles.ToDictionary(profile => profile.ProfileId, profile => profile.Parameters);
        var elements = names.Elements.ToDictionary(element => element.ElementId);
        var shown = names.PublicVariables.ToLookup(variable => (variable.GroupId, variable.Name), variable => variable.ValueJson);
        return [.. entries.Zip(sources, (entry, source) =>
        {
            var now = elements.GetValueOrDefault(entry.ElementId);
            var ofEntry = source.Groups.Concat(now?.GroupIds ?? []).Distinct().ToList();
            var found = ofEntry.SelectMany(id => groups.GetValueOrDefault(id) ?? []).Distinct()
                .SelectMany(name => Places(entry.Context, name.Split('.'), "").Where(place => !IsPublic(entry.Context, place, ofEntry.SelectMany(id => shown[(id, name)]))))
                .Concat(new[] { source.Profile, now?.ProfileId ?? 0 }.SelectMany(id => profiles.GetValueOrDefault(id) ?? []).SelectMany(parameter => Places(entry.Context, parameter)));
            return found.Except(entry.SecretPointers, StringComparer.Ordinal).ToList();
        })];
    }

    private static bool IsPublic(JsonElement context, string place, IEnumerable<string> values) =>
        JsonPointer.Find(context, place) is { } value && values.Contains(JsonText.Write(value), StringComparer.Ordinal);

    private static IEnumerable<string> Places(JsonElement context, SecretParameter parameter)
    {
        string[] root = parameter.VariableRoot.Length == 0 ? [] : parameter.VariableRoot.Split('.');
        var name = parameter.VariableName.Split('.');
        if (!parameter.Instanced) return Places(context, [.. root, .. name], "");
        var owner = context;
        foreach (var part in root)
        {
            if (owner.ValueKind != JsonValueKind.Object || !owner.TryGetProperty(part, out owner)) return [];
        }

        var start = root.Aggregate("", JsonPointer.Append);
        return owner.ValueKind != JsonValueKind.Object ? [] : owner.EnumerateObject().SelectMany(instance => Places(instance.Value, name, JsonPointer.Append(start, instance.Name)));
    }

    // One place or none.
    private static IEnumerable<string> Places(JsonElement value, string[] path, string pointer)
    {
        if (LayerTree.Reserved.Contains(path[0]) && pointer.Length == 0) yield break;
        foreach (var part in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(part, out value)) yield break;
            pointer = JsonPointer.Append(pointer, part);
        }

        // Where other names nest under it, the value made way for them (semantics 1.4).
        yield return value.ValueKind == JsonValueKind.Object && value.TryGetProperty(LayerTree.ValueKey, out _) ? JsonPointer.Append(pointer, LayerTree.ValueKey) : pointer;
    }

    private static (IReadOnlyList<long> Groups, long Profile) Sources(JsonElement context)
    {
        if (!context.TryGetProperty("element", out var element)) return ([], 0);
        return (
            element.TryGetProperty("group", out var groups) && groups.ValueKind == JsonValueKind.Array ? [.. groups.EnumerateArray().Select(id => id.GetInt64())] : [],
            element.TryGetProperty("profile", out var profile) && profile.ValueKind == JsonValueKind.Number ? profile.GetInt64() : 0);
    }
}
