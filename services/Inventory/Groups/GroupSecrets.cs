using Flux.Contracts.Inventory.V1;
using Flux.Documents.Secrets;

namespace Flux.Inventory.Groups;

/// <summary>Opens and hides the secret variables of stored groups.</summary>
internal sealed class GroupSecrets(SecretProtector protector)
{
    /// <summary>The JSON text of a stored variable's value, in clear.</summary>
    public string Open(Variable stored) => stored.Secret ? protector.Unprotect(stored.ValueJson) : stored.ValueJson;

    public string Seal(string json) => protector.Protect(json);

    /// <summary>A copy with every value in clear, for contexts.</summary>
    public Group Open(Group stored) => Map(stored, Open);

    /// <summary>A copy for operators: secret values are blank.</summary>
    public static Group Hide(Group stored, string etag)
    {
        var copy = Map(stored, variable => variable.Secret ? "" : variable.ValueJson);
        copy.Etag = etag;
        return copy;
    }

    private static Group Map(Group stored, Func<Variable, string> value)
    {
        var copy = stored.Clone();
        foreach (var variable in copy.Variables) variable.ValueJson = value(variable);
        return copy;
    }
}
