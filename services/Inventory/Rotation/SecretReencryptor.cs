using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Documents.Secrets;
using Flux.Inventory.Elements;
using Flux.Inventory.Storage;

namespace Flux.Inventory.Rotation;

/// <summary>Encrypts every stored secret that has an older key with the newest; document by document, so that it can stop and go on at any point.</summary>
internal sealed class SecretReencryptor(IDocumentStore store, SecretProtector protector, ILogger<SecretReencryptor> logger)
{
    private const int PageSize = 100;

    /// <summary>Answers how many documents were written.</summary>
    public async Task<int> RunAsync(CancellationToken ct) =>
        await RunAsync(StoredElement.Type, Renew, ct) + await RunAsync(StoredSettings.Type, Renew, ct)
        + await RunAsync(Collections.Groups, Renew, ct) + await RunAsync(Collections.Profiles, Renew, ct);

    private async Task<int> RunAsync<T>(DocumentType<T> type, Func<T, bool> renew, CancellationToken ct)
        where T : class
    {
        var written = 0;
        await foreach (var page in store.PagesAsync(type, DocumentQuery.All, PageSize, ct))
        {
            foreach (var document in page)
            {
                if (await Conflicts.RetryAsync(type.Collection, document.Id, () => RunOneAsync(type, document.Id, renew, ct))) written++;
            }

            if (written > 0) Log.SecretsReencrypted(logger, written, type.Collection);
        }

        return written;
    }

    private async Task<bool> RunOneAsync<T>(DocumentType<T> type, string id, Func<T, bool> renew, CancellationToken ct)
        where T : class
    {
        if (await store.GetAsync(type, id, ct) is not { } document || !renew(document.Value)) return false;
        await store.UpdateAsync(type, id, document.Value, document.Version, ct);
        return true;
    }

    private bool Renew(StoredElement element)
    {
        var renewed = false;
        foreach (var field in ElementFields.Secrets)
        {
            var before = ElementFields.GetText(element.Fields, field);
            if (before.Length == 0 || !protector.IsOutdated(before)) continue;
            ElementFields.SetText(element.Fields, field, Again(before));
            renewed = true;
        }

        element.Fields.TransportSettingsJson = TransportSettings.MapSecrets(element.Fields.TransportSettingsJson, (_, value) =>
        {
            if (!protector.IsOutdated(value)) return value;
            renewed = true;
            return Again(value);
        });
        return renewed;
    }

    private bool Renew(StoredSettings settings)
    {
        var outdated = settings.Values.Where(entry => entry.Value.Sealed is { } text && protector.IsOutdated(text)).ToList();
        foreach (var (key, value) in outdated) settings.Values[key] = value with { Sealed = Again(value.Sealed!) };
        return outdated.Count > 0;
    }

    private bool Renew(Group group)
    {
        var outdated = group.Variables.Where(variable => variable.Secret && protector.IsOutdated(variable.ValueJson)).ToList();
        foreach (var variable in outdated) variable.ValueJson = Again(variable.ValueJson);
        return outdated.Count > 0;
    }

    private bool Renew(Profile profile)
    {
        var outdated = profile.ParameterGroups.SelectMany(group => group.Parameters)
            .Where(parameter => parameter is { Type: ParameterType.Secret, DefaultJson.Length: > 0 } && protector.IsOutdated(parameter.DefaultJson)).ToList();
        foreach (var parameter in outdated) parameter.DefaultJson = Again(parameter.DefaultJson);
        return outdated.Count > 0;
    }

    private string Again(string sealedText) => protector.Protect(protector.Unprotect(sealedText));
}
