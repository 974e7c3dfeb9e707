using Flux.Contracts.Inventory.V1;

namespace Flux.Inventory.Settings;

/// <summary>The setting keys of a profile: <c>[variable_root.][instance.]variable_name</c> (semantics 1.3).</summary>
internal sealed class ProfileSchema
{
    private readonly Dictionary<string, Parameter> plain = new(StringComparer.Ordinal);
    private readonly List<(string Prefix, Parameter Parameter)> instanced = [];

    public ProfileSchema(Profile? profile)
    {
        foreach (var group in profile?.ParameterGroups ?? [])
        {
            var prefix = group.VariableRoot.Length == 0 ? "" : group.VariableRoot + ".";
            foreach (var parameter in group.Parameters)
            {
                if (group.Instanced) instanced.Add((prefix, parameter));
                else plain.TryAdd(prefix + parameter.VariableName, parameter);
            }
        }
    }

    public static ProfileSchema Empty { get; } = new(null);

    /// <summary>Parameters that have exactly one setting per element, by key.</summary>
    public IReadOnlyDictionary<string, Parameter> Plain => plain;

    /// <summary>The parameter that a key names; null for none.</summary>
    public Parameter? Find(string key)
    {
        if (plain.TryGetValue(key, out var found)) return found;
        foreach (var (prefix, parameter) in instanced)
        {
            if (InstanceOf(key, prefix, parameter) is not null) return parameter;
        }

        return null;
    }

    /// <summary>All keys that an element has which stores <paramref name="storedKeys"/>: every plain one, and every one of each instance it has anything of.</summary>
    public IEnumerable<KeyValuePair<string, Parameter>> Expand(IEnumerable<string> storedKeys)
    {
        if (instanced.Count == 0) return plain;
        var instances = new SortedSet<(string Prefix, string Instance)>();
        foreach (var key in storedKeys.Where(key => !plain.ContainsKey(key)))
        {
            foreach (var (prefix, parameter) in instanced)
            {
                if (InstanceOf(key, prefix, parameter) is { } instance) instances.Add((prefix, instance));
            }
        }

        return plain.Concat(instances.SelectMany(found => instanced
            .Where(entry => entry.Prefix == found.Prefix)
            .Select(entry => KeyValuePair.Create($"{found.Prefix}{found.Instance}.{entry.Parameter.VariableName}", entry.Parameter))));
    }

    /// <summary>For messages: what a key could have been.</summary>
    public string KnownKeys()
    {
        var keys = plain.Keys.Concat(instanced.Select(entry => $"{entry.Prefix}<instance>.{entry.Parameter.VariableName}")).Order(StringComparer.Ordinal).ToList();
        if (keys.Count == 0) return "the profile has no parameters";
        return keys.Count <= 20 ? $"known are {string.Join(", ", keys)}" : $"known are {string.Join(", ", keys.Take(20))} and {keys.Count - 20} more";
    }

    // The instance is one segment: "net.0.hostname", never "net.0.1.hostname".
    private static string? InstanceOf(string key, string prefix, Parameter parameter)
    {
        var length = key.Length - prefix.Length - parameter.VariableName.Length - 1;
        if (length <= 0 || !key.StartsWith(prefix, StringComparison.Ordinal) || !key.EndsWith("." + parameter.VariableName, StringComparison.Ordinal)) return null;
        var instance = key.Substring(prefix.Length, length);
        return instance.Contains('.') ? null : instance;
    }
}
