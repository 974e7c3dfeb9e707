using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;
using Flux.Inventory.Apply;
using Flux.Inventory.Audit;

namespace Flux.Inventory.Groups;

/// <summary>Makes a group as declared. Variables that are no longer declared go; a secret declared without a value keeps the stored one.</summary>
internal sealed class GroupEditor(GroupSecrets secrets) : IResourceEditor<Group>
{
    private const int MaxText = 4000;

    public Group Edit(Group? stored, Group declared, string path, Violations violations, List<AuditChange> changes)
    {
        violations.Require(declared.Description.Length <= MaxText, path + "description", $"is longer than {MaxText} characters.");
        var result = new Group { Id = stored?.Id ?? 0, Name = declared.Name, Description = declared.Description, Weight = declared.Weight };
        var before = stored?.Variables.ToDictionary(variable => variable.Name, StringComparer.Ordinal) ?? [];
        if (stored is not null && stored.Description != result.Description) changes.Add(AuditChange.OfText("description", stored.Description, result.Description));
        if (stored is not null && stored.Weight != result.Weight) changes.Add(new AuditChange("weight", $"{stored.Weight}", $"{result.Weight}"));
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
            result.Variables.Add(Edit(old, variable, at, violations, changes, isNew: stored is null));
        }

        if (stored is not null) changes.AddRange(before.Values.OrderBy(variable => variable.Name, StringComparer.Ordinal).Select(old => Change(old, null)));
        return result;
    }

    private Variable Edit(Variable? old, Variable declared, string path, Violations violations, List<AuditChange> changes, bool isNew)
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
        var result = new Variable { Name = declared.Name, Secret = declared.Secret, ValueJson = declared.Secret ? secrets.Seal(json) : json };
        if (!isNew) changes.Add(Change(old, result));
        return result;
    }

    private static AuditChange Change(Variable? old, Variable? result)
    {
        var field = "variables." + (result ?? old)!.Name;
        // Also a value that was or becomes a secret is one: the other side may hold the same text.
        if (old is { Secret: true } || result is { Secret: true }) return AuditChange.OfSecret(field, old is not null, result is not null);
        return new AuditChange(field, old?.ValueJson, result?.ValueJson);
    }
}
