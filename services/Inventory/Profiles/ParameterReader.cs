using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Documents.Secrets;
using Flux.Hosting;
using Flux.Inventory.Settings;

namespace Flux.Inventory.Profiles;

/// <summary>Checks declared parameters and brings them to their stored form: name filled, default of the parameter's type, a secret's default sealed.</summary>
internal sealed class ParameterReader(SecretProtector protector)
{
    /// <param name="group">As declared.</param>
    /// <param name="stored">The group of the same name as stored; null for none.</param>
    /// <param name="path">Ends in a dot.</param>
    /// <param name="keys">Setting keys of the profile so far, with the path that made them; two parameters must not share one.</param>
    /// <param name="violations">What is wrong.</param>
    public ParameterGroup Read(ParameterGroup group, ParameterGroup? stored, string path, Dictionary<string, string> keys, Violations violations)
    {
        var result = new ParameterGroup { Name = group.Name, VariableRoot = group.VariableRoot, Instanced = group.Instanced };
        if (group.VariableRoot.Length > 0) VariableNames.Check(group.VariableRoot, path + "variable_root", violations);
        for (var i = 0; i < group.Parameters.Count; i++)
        {
            var parameter = group.Parameters[i].Clone();
            var at = $"{path}parameters[{i}].";
            if (VariableNames.Check(parameter.VariableName, at + "variable_name", violations))
            {
                var key = string.Join('.', new[] { group.VariableRoot, group.Instanced ? "<instance>" : "", parameter.VariableName }.Where(part => part.Length > 0));
                if (!keys.TryAdd(key, at))
                    violations.Add(at + "variable_name", $"gives the setting key '{key}', which {keys[key].TrimEnd('.')} gives already.");
            }

            if (parameter.Name.Length == 0) parameter.Name = parameter.VariableName;
            if (parameter.Type == ParameterType.Unspecified) parameter.Type = ParameterType.String;
            CheckChoices(parameter, at, violations);
            ParameterRules.CheckDeclaration(parameter, at, violations);
            // Secrets are read blank: writing back what was read keeps them.
            var before = stored?.Parameters.FirstOrDefault(old => old.VariableName == parameter.VariableName);
            if (parameter is { Type: ParameterType.Secret, DefaultJson: "" } && before?.Type == ParameterType.Secret) parameter.DefaultJson = before.DefaultJson;
            else ReadDefault(parameter, at, violations);
            result.Parameters.Add(parameter);
        }

        return result;
    }

    private static void CheckChoices(Parameter parameter, string path, Violations violations)
    {
        if (!Enum.IsDefined(parameter.Type)) violations.Add(path + "type", "is no parameter type.");
        if (parameter.Type == ParameterType.Choice)
            violations.Require(parameter.Choices.Count > 0, path + "choices", "a choice needs at least one value.");
        else
            violations.Require(parameter.Choices.Count == 0, path + "choices", "only a parameter of type choice has choices.");
        for (var i = 0; i < parameter.Choices.Count; i++)
            violations.Require(parameter.Choices.IndexOf(parameter.Choices[i]) == i, $"{path}choices[{i}]", $"'{parameter.Choices[i]}' is there twice.");
    }

    private void ReadDefault(Parameter parameter, string path, Violations violations)
    {
        if (parameter.DefaultJson.Length == 0) return;
        if (!JsonText.TryParse(parameter.DefaultJson, out var value, out var problem) || SettingCoercion.Convert(parameter, value, out problem) is not { } json)
            violations.Add(path + "default_json", problem);
        else
            parameter.DefaultJson = parameter.Type == ParameterType.Secret ? protector.Protect(json) : json;
    }
}
