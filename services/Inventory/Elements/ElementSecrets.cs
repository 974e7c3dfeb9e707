using Flux.Contracts.Inventory.V1;
using Flux.Documents.Secrets;

namespace Flux.Inventory.Elements;

/// <summary>Seals, opens and hides the secrets of elements.</summary>
internal sealed class ElementSecrets(SecretProtector protector)
{
    /// <summary>The clear text of a stored secret field; empty for none.</summary>
    public string Open(Element stored, string field)
    {
        var value = ElementFields.GetText(stored, field);
        return value.Length == 0 ? "" : protector.Unprotect(value);
    }

    public string OpenTransport(Element stored) => TransportSettings.Open(stored.TransportSettingsJson, protector);

    public string Seal(string text) => text.Length == 0 ? "" : protector.Protect(text);

    public string SealTransport(string json) => TransportSettings.Seal(json, protector);

    /// <summary>A copy for operators: secrets blank and listed in secrets_set.</summary>
    public static Element Hide(Element stored)
    {
        var copy = stored.Clone();
        foreach (var field in ElementFields.Secrets.Where(field => ElementFields.IsSet(stored, field)))
        {
            copy.SecretsSet.Add(field);
            ElementFields.SetText(copy, field, "");
        }

        copy.TransportSettingsJson = TransportSettings.Mask(copy.TransportSettingsJson);
        return copy;
    }
}
