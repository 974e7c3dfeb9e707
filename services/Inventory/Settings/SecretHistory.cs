using System.Text.Json;
using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Inventory.Audit;
using Google.Protobuf;

namespace Flux.Inventory.Settings;

/// <summary>Masks what audit entries and events say in clear of settings that are secrets now.</summary>
internal sealed class SecretHistory(AuditMasker masker)
{
    private const string Prefix = "settings.";

    /// <summary>For elements that have this profile now.</summary>
    public Task MaskAsync(IEnumerable<long> elements, ProfileSchema schema, CancellationToken ct) =>
        masker.MaskAsync([.. elements.Select(id => $"element/{id}")], change => IsSecret(change.Field, schema) ? Masked(change) : change, ct);

    /// <summary>For a profile: the defaults of its parameters that are secrets now.</summary>
    public Task MaskAsync(Profile profile, CancellationToken ct)
    {
        var secrets = Names(profile);
        return masker.MaskAsync([$"profile/{profile.Id}"], change => change.Field == "parameter_groups" ? change with { Old = Blank(change.Old, secrets), New = Blank(change.New, secrets) } : change, ct);
    }

    /// <summary>For a group: its variables that were no secrets before.</summary>
    public Task MaskAsync(Group before, Group after, CancellationToken ct)
    {
        var known = before.Variables.Where(variable => variable.Secret).Select(variable => variable.Name);
        var fields = after.Variables.Where(variable => variable.Secret).Select(variable => variable.Name).Except(known).Select(name => "variables." + name).ToHashSet(StringComparer.Ordinal);
        return fields.Count == 0 ? Task.CompletedTask : masker.MaskAsync([$"group/{after.Id}"], change => fields.Contains(change.Field) ? Masked(change) : change, ct);
    }

    /// <summary>The secret parameters of a profile, by group and variable name.</summary>
    public static HashSet<(string Group, string Parameter)> Names(Profile profile) => profile.ParameterGroups
        .SelectMany(group => group.Parameters.Where(parameter => parameter.Type == ParameterType.Secret).Select(parameter => (group.Name, parameter.VariableName))).ToHashSet();

    /// <summary>The text of parameter groups without the defaults of these parameters; the same text when it has none.</summary>
    public static string? Blank(string? json, IReadOnlySet<(string Group, string Parameter)> secrets)
    {
        if (json is null) return null;
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = DocumentJson.MaxDepth });
        var groups = document.RootElement.EnumerateArray().Select(group => JsonParser.Default.Parse<ParameterGroup>(group.GetRawText())).ToList();
        var clear = groups.SelectMany(group => group.Parameters.Where(parameter => parameter.DefaultJson.Length > 0 && secrets.Contains((group.Name, parameter.VariableName)))).ToList();
        if (clear.Count == 0) return json;
        clear.ForEach(parameter => parameter.DefaultJson = "");
        return $"[{string.Join(',', groups.Select(group => JsonFormatter.Default.Format(group)))}]";
    }

    private static bool IsSecret(string field, ProfileSchema schema) =>
        field.StartsWith(Prefix, StringComparison.Ordinal) && schema.Find(field[Prefix.Length..]) is { Type: ParameterType.Secret };

    private static AuditChange Masked(AuditChange change) => AuditChange.OfSecret(change.Field, change.Old is not null, change.New is not null);
}
