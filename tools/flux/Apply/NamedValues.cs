using System.Collections;
using Flux.Cli.Yaml;
using Flux.Contracts.Inventory.V1;
using Google.Protobuf.Reflection;

namespace Flux.Cli.Apply;

/// <summary>
/// Variables and settings are lists in the contract and mappings in a file:
/// <code>
/// variables:
///   ntp.server: 192.0.2.10
///   snmp.community: {value: "${COMMUNITY}", secret: true}
/// </code>
/// </summary>
internal static class NamedValues
{
    /// <summary>Whether the message is one of them.</summary>
    public static bool Reads(MessageDescriptor message) => message == Variable.Descriptor || message == Setting.Descriptor;

    /// <summary>Fills the list from the mapping.</summary>
    public static void Read(YamlValue value, IList list, MessageDescriptor message, string path, string field, SourceErrors errors, SourceMap places)
    {
        if (value is not YamlMap map)
        {
            errors.Add(value.Position, path, $"must be a mapping of names to values, not {value.Kind}");
            return;
        }

        foreach (var entry in map.Entries)
        {
            var at = $"{path}.{entry.Key}";
            places.Add($"{field}[{list.Count}]", at, entry.Value);
            places.AddInside(entry.Value, at, $"{field}[{list.Count}].value_json");
            if (message == Setting.Descriptor)
                list.Add(new Setting { Key = entry.Key, ValueJson = JsonText.Of(entry.Value, at, errors) });
            else
                list.Add(ReadVariable(entry, at, errors));
        }
    }

    private static Variable ReadVariable(YamlEntry entry, string path, SourceErrors errors)
    {
        // Only a mapping that says "secret" is the long form; any other one is a JSON value of its own.
        if (entry.Value is not YamlMap map || map["secret"] is not { } secret)
            return new Variable { Name = entry.Key, ValueJson = JsonText.Of(entry.Value, path, errors) };
        foreach (var extra in map.Entries.Where(part => part.Key is not ("value" or "secret")))
            errors.Add(extra.Position, $"{path}.{extra.Key}", "unknown key; the long form of a variable has value and secret");
        if (map["value"] is null)
            errors.Add(map.Position, path, "the long form of a variable needs a value");
        if (secret is not YamlScalar { Type: ScalarType.Boolean } flag)
        {
            errors.Add(secret.Position, path + ".secret", $"must be true or false, not {secret.Kind}");
            return new Variable { Name = entry.Key };
        }

        var json = map["value"] is { } value ? JsonText.Of(value, path + ".value", errors) : "null";
        return new Variable { Name = entry.Key, ValueJson = json, Secret = flag.Text is "true" or "True" or "TRUE" };
    }
}
