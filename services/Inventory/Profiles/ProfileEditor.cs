using Flux.Contracts.Inventory.V1;
using Flux.Documents.Secrets;
using Flux.Hosting;
using Flux.Inventory.Apply;
using Flux.Inventory.Audit;
using Flux.Inventory.Settings;

namespace Flux.Inventory.Profiles;

/// <summary>Makes a profile as declared, parameter groups and all.</summary>
internal sealed class ProfileEditor(ParameterReader parameters, SecretProtector protector) : IResourceEditor<Profile>
{
    private const int MaxText = 4000;

    public Profile Edit(Profile? stored, Profile declared, string path, Violations violations, List<AuditChange> changes)
    {
        violations.Require(declared.Description.Length <= MaxText, path + "description", $"is longer than {MaxText} characters.");
        var result = new Profile { Id = stored?.Id ?? 0, Name = declared.Name, Description = declared.Description };
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        var keys = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < declared.ParameterGroups.Count; i++)
        {
            var group = declared.ParameterGroups[i];
            var at = $"{path}parameter_groups[{i}].";
            if (Names.Check(group.Name, at + "name", violations) && !names.TryAdd(group.Name, i))
                violations.Add(at + "name", $"'{group.Name}' is declared twice; parameter_groups[{names[group.Name]}] has it already.");
            result.ParameterGroups.Add(parameters.Read(group, stored?.ParameterGroups.FirstOrDefault(old => old.Name == group.Name), at, keys, violations));
        }

        if (stored is null) return result;
        if (stored.Description != result.Description) changes.Add(AuditChange.OfText("description", stored.Description, result.Description));
        if (Same(stored, result)) KeepSealed(stored, result);
        else changes.Add(new AuditChange("parameter_groups", SecretHistory.Blank(ProfileView.Json(stored), SecretHistory.Names(result)), ProfileView.Json(result)));
        return result;
    }

    // Sealing the same secret twice gives two texts, so profiles are compared in clear.
    private bool Same(Profile stored, Profile result) => Open(stored).ParameterGroups.Equals(Open(result).ParameterGroups);

    private Profile Open(Profile profile)
    {
        var copy = profile.Clone();
        foreach (var parameter in copy.ParameterGroups.SelectMany(group => group.Parameters))
        {
            if (parameter is { Type: ParameterType.Secret, DefaultJson.Length: > 0 }) parameter.DefaultJson = protector.Unprotect(parameter.DefaultJson);
        }

        return copy;
    }

    private static void KeepSealed(Profile stored, Profile result)
    {
        result.ParameterGroups.Clear();
        result.ParameterGroups.Add(stored.Clone().ParameterGroups);
    }
}
