using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Elements;
using Flux.Inventory.Groups;
using Flux.Inventory.Settings;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Contexts;

/// <summary>Reads what contexts are built from: six reads whatever the number of elements.</summary>
internal sealed class ContextSourceReader(IDocumentStore store, ElementSecrets elementSecrets, GroupSecrets groupSecrets, SettingValues values)
{
    private const int MaxElements = 10_000;

    /// <summary>Reads everything; the elements are put together while they are enumerated.</summary>
    public async Task<ContextSources> ReadAsync(IReadOnlyList<long> elementIds, CancellationToken ct)
    {
        if (elementIds.Count is 0 or > MaxElements)
            throw FluxError.InvalidArgument("element_ids", $"must hold 1 to {MaxElements} ids, not {elementIds.Count}.");
        var elements = await store.GetManyAsync(StoredElement.Type, Keys.Of(elementIds.Where(id => id > 0)), ct);
        var keys = elements.Select(element => element.Id).ToList();
        var settings = (await store.GetManyAsync(StoredSettings.Type, keys, ct)).ToDictionary(document => document.Id, document => document.Value);
        var states = (await store.GetManyAsync(ElementState.Type, keys, ct)).ToDictionary(document => document.Id, document => document.Value);
        var groups = await store.GetManyAsync(Collections.Groups, Keys.Of(elements.SelectMany(element => element.Value.GroupIds)), ct);
        var schemas = (await store.GetManyAsync(Collections.Profiles, Keys.Of(elements.Select(element => element.Value.ProfileId).OfType<long>()), ct))
            .ToDictionary(document => document.Value.Id, document => new ProfileSchema(document.Value));
        var locations = (await store.GetManyAsync(Collections.Locations, Keys.Of(elements.Select(element => element.Value.LocationId).OfType<long>()), ct))
            .ToDictionary(document => document.Value.Id, document => document.Value);

        var found = elements.Select(element => element.Value.Fields.Id).ToHashSet();
        return new ContextSources(
            [.. groups.Select(group => groupSecrets.Open(group.Value))],
            [.. elementIds.Where(id => !found.Contains(id)).Distinct()],
            elements.Select(element => Sources(
                element.Value,
                element.Value.ProfileId is { } profile ? schemas.GetValueOrDefault(profile, ProfileSchema.Empty) : ProfileSchema.Empty,
                settings.GetValueOrDefault(element.Id, StoredSettings.Empty),
                element.Value.LocationId is { } location ? locations.GetValueOrDefault(location) : null,
                states.GetValueOrDefault(element.Id, ElementState.Empty))));
    }

    private ElementSources Sources(StoredElement stored, ProfileSchema schema, StoredSettings settings, Location? location, ElementState state)
    {
        var element = stored.Fields.Clone();
        var sources = new ElementSources { ElementId = element.Id, GroupIds = { stored.GroupIds } };
        foreach (var field in ElementFields.Secrets.Where(field => ElementFields.IsSet(element, field)))
        {
            ElementFields.SetText(element, field, elementSecrets.Open(stored.Fields, field));
            sources.SecretPointers.Add("/" + field);
        }

        element.TransportSettingsJson = TransportSettings.MapSecrets(elementSecrets.OpenTransport(stored.Fields), (key, value) =>
        {
            sources.SecretPointers.Add("/transport_settings/" + key);
            return value;
        });
        sources.ElementJson = ElementJson.Write(element, stored, location, state);
        sources.Settings.Add(values.Effective(schema, settings));
        sources.Warnings.Add(SettingValues.Missing(schema, sources.Settings).Select(key => $"The required setting '{key}' has no value."));
        return sources;
    }
}
