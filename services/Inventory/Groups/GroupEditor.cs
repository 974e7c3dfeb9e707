using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Apply;

namespace Flux.Inventory.Groups;

/// <summary>Makes a group as declared. Variables that are no longer declared go; a secret declared without a value keeps the stored one.</summary>
internal sealed class GroupEditor(GroupSecrets secrets) : IResourceEditor<Group>
{
    private const int MaxText = 4000;

    public Group Edit(Group? stored, Group declared, string path, Violations violations, List<string> changed)
    {
        violations.Require(declared.Description.Length <= MaxText, path + "description", $"is longer than {MaxText} characters.");
        var result = new Group { Id = stored?.Id ?? 0, Name = declared.Name, Description = declared.Description, Weight = declared.Weight };
        var before = stored?.Variables.ToDictionary(variable => variable.Name, StringComparer.Ordinal) ?? [];
        if (stored is not null && stored.Description != result.Description) changed.Add("description");
        if (stored is not null && stored.Weight != result.Weight) changed.Add("weight");
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < declared.Variables.Count; i++)
        {
            var variable = declared.Variables[i];
            var at = $"{path}variables[{i}].";
            if (!VariableNames.Check(variable.Name, at + "name", violations)) continue;
            if (!seen.TryAdd(variable.Name, i))
            {
                violations.Add(at + "name", $"'{variable.Name}' is declared twice; variables[{seen[variable.Name]}] has it already.");
                continue;
            }

            before.Remove(variable.Name, out var old);
            result.Variables.Add(Edit(old, variable, at, violations, changed, isNew: stored is null));
        }

        if (stored is not null) changed.AddRange(before.Keys.Order(StringComparer.Ordinal).Select(name => "variables." + name));
        return result;
    }

    private Variable Edit(Variable? old, Variable declared, string path, Violations violations, List<string> changed, bool isNew)
    {
        if (declared.Secret && declared.ValueJson.Length == 0 && old is { Secret: true }) return old.Clone();
        if (declared.ValueJson.Length == 0)
        {
            violations.Add(path + "value_json", "must be given: the JSON text of the value.");
            return declared;
        }

        if (!JsonText.TryParse(declared.ValueJson, out var value, out var problem))
        {
            violations.Add(path + "value_json", problem);
            return declared;
        }

        var json = JsonText.Write(value);
        if (old is not null && old.Secret == declared.Secret && secrets.Open(old) == json) return old.Clone();
        if (!isNew) changed.Add("variables." + declared.Name);
        return new Variable { Name = declared.Name, Secret = declared.Secret, ValueJson = declared.Secret ? secrets.Seal(json) : json };
    }
}
