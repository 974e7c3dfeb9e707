using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Elements;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Settings;

/// <summary>Reads settings of one element for operators.</summary>
internal sealed class SettingsReader(IDocumentStore store, ElementFinder elements, SettingValues values)
{
    public async Task<ListSettingsResponse> ListAsync(ListSettingsRequest request, CancellationToken ct)
    {
        var element = await elements.FindAsync(request.ElementId, ct);
        var settings = values.Effective(await SchemaAsync(element.Value, ct), (await LoadAsync(request.ElementId, ct)).Settings);
        return new ListSettingsResponse { Settings = { settings.Select(SettingValues.Hide) } };
    }

    public async Task<ProfileSchema> SchemaAsync(StoredElement element, CancellationToken ct) => new((await ProfileAsync(element, ct))?.Value);

    /// <summary>The element's profile; null when it has none.</summary>
    public async Task<Document<Profile>?> ProfileAsync(StoredElement element, CancellationToken ct)
    {
        if (element.ProfileId is not { } id) return null;
        return await store.GetAsync(Collections.Profiles, Keys.Of(id), ct)
            ?? throw FluxError.FailedPrecondition("PROFILE_MISSING", $"elements/{element.Fields.Id}", $"its profile {id} does not exist");
    }

    /// <summary>The stored settings and their version, 0 when there are none yet.</summary>
    public async Task<(StoredSettings Settings, long Version)> LoadAsync(long elementId, CancellationToken ct) =>
        await store.GetAsync(StoredSettings.Type, Keys.Of(elementId), ct) is { } document ? (document.Value, document.Version) : (StoredSettings.Empty, 0);
}
