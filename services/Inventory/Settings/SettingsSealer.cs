using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Settings;

/// <summary>Encrypts stored values whose parameter becomes a secret, and masks what audit entries and events say of them.</summary>
internal sealed class SettingsSealer(IDocumentStore store, SettingValues values, SecretHistory history)
{
    private const int PageSize = 200;

    /// <summary>
    /// Seals every stored value of a secret parameter, when the profile has any that was none before. Call it before the profile is written and again
    /// after: a value that was written in between is sealed then, and a crash in between leaves sealed values, which are read all the same.
    /// </summary>
    public async Task SealAsync(Profile? before, Profile after, CancellationToken ct)
    {
        if (before is null || !BecomesSecret(before, after)) return;
        var schema = new ProfileSchema(after);
        await foreach (var page in store.PagesAsync(StoredElement.Type, DocumentQuery.All.Where("profile", DocumentOperator.Equal, after.Id), PageSize, ct))
        {
            foreach (var element in page) await Conflicts.RetryAsync("element", element.Value.Fields.Name, () => SealOneAsync(element.Id, schema, ct));
            await history.MaskAsync(page.Select(element => element.Value.Fields.Id), schema, ct);
        }

        await history.MaskAsync(after, ct);
    }

    private async Task<bool> SealOneAsync(string key, ProfileSchema schema, CancellationToken ct)
    {
        if (await store.GetAsync(StoredSettings.Type, key, ct) is not { } stored || values.Seal(schema, stored.Value) == 0) return false;
        await store.UpdateAsync(StoredSettings.Type, key, stored.Value, stored.Version, ct);
        return true;
    }

    private static bool BecomesSecret(Profile before, Profile after)
    {
        var secrets = Secrets(before);
        return !Secrets(after).IsSubsetOf(secrets);
    }

    private static HashSet<(string Root, bool Instanced, string Name)> Secrets(Profile profile) => profile.ParameterGroups
        .SelectMany(group => group.Parameters.Where(parameter => parameter.Type == ParameterType.Secret).Select(parameter => (group.VariableRoot, group.Instanced, parameter.VariableName)))
        .ToHashSet();
}
