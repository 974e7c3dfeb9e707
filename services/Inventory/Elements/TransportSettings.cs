using System.Text.Json;
using System.Text.Json.Nodes;
using Flux.Documents;
using Flux.Documents.Secrets;
using Flux.Hosting;

namespace Flux.Inventory.Elements;

/// <summary>The JSON object of an element's transport_settings; docs/devices.md says what the keys mean.</summary>
internal static class TransportSettings
{
    private static readonly SortedDictionary<string, Kind> Known = new(StringComparer.Ordinal)
    {
        ["base_path"] = Kind.Text,
        ["channel"] = Kind.Text,
        ["command_timeout_seconds"] = Kind.Seconds,
        ["connect_timeout_seconds"] = Kind.Seconds,
        ["encoding"] = Kind.Text,
        ["headers"] = Kind.Object,
        ["host_key_policy"] = Kind.Text,
        ["http_auth"] = Kind.Text,
        ["jump_host"] = Kind.Text,
        ["keepalive_seconds"] = Kind.Seconds,
        ["legacy_algorithms"] = Kind.Flag,
        ["passphrase"] = Kind.Text,
        ["platform"] = Kind.Text,
        ["port"] = Kind.Port,
        ["prompt"] = Kind.Text,
        ["protocol"] = Kind.Text,
        ["tls_ca"] = Kind.Text,
        ["tls_server_name"] = Kind.Text,
        ["token"] = Kind.Text,
        ["username"] = Kind.Text,
        ["verify_tls"] = Kind.Flag,
    };

    private enum Kind
    {
        Text,
        Port,
        Seconds,
        Flag,
        Object,
    }

    /// <summary>Keys whose values are sealed at rest and masked in operator reads.</summary>
    public static IReadOnlyList<string> SecretKeys { get; } = ["passphrase", "token"];

    /// <summary>Checks the text and answers it with numbers and flags that were given as text made real; empty when it is empty or wrong.</summary>
    public static string Check(string json, string path, Violations violations)
    {
        if (json.Length == 0) return "";
        if (!JsonText.TryParse(json, out var value, out var problem))
        {
            violations.Add(path, problem);
            return "";
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            violations.Add(path, "must be a JSON object, such as {\"protocol\": \"ssh\", \"port\": 22}.");
            return "";
        }

        var result = new JsonObject();
        foreach (var property in value.EnumerateObject())
        {
            if (!Known.TryGetValue(property.Name, out var kind))
                violations.Add($"{path}.{property.Name}", $"is no transport setting; known are {string.Join(", ", Known.Keys)}.");
            else if (property.Value.ValueKind == JsonValueKind.Null)
                continue; // Left to its default.
            else if (Convert(property.Value, kind) is { } node)
                result[property.Name] = node;
            else
                violations.Add($"{path}.{property.Name}", Expectation(kind));
        }

        return result.Count == 0 ? "" : result.ToJsonString(DocumentJson.Options);
    }

    /// <summary>Changes the secret values; <paramref name="change"/> gets key and value and answers the new value, null to drop it.</summary>
    public static string MapSecrets(string json, Func<string, string, string?> change)
    {
        if (!SecretKeys.Any(key => json.Contains(key, StringComparison.Ordinal))) return json;
        var settings = JsonNode.Parse(json)!.AsObject();
        foreach (var key in SecretKeys)
        {
            if (settings[key] is not { } value) continue;
            if (change(key, value.GetValue<string>()) is { } changed) settings[key] = changed;
            else settings.Remove(key);
        }

        return settings.ToJsonString(DocumentJson.Options);
    }

    public static string Seal(string json, SecretProtector protector) => MapSecrets(json, (_, value) => protector.Protect(value));

    public static string Open(string json, SecretProtector protector) => MapSecrets(json, (_, value) => protector.Unprotect(value));

    public static string Mask(string json) => MapSecrets(json, (_, _) => SecretMask.Mask);

    /// <summary>Puts back the values that a read had masked, from the opened text that is stored.</summary>
    public static string Unmask(string json, string stored)
    {
        if (!json.Contains(SecretMask.Mask, StringComparison.Ordinal)) return json;
        var before = stored.Length == 0 ? null : JsonNode.Parse(stored)!.AsObject();
        return MapSecrets(json, (key, value) => value == SecretMask.Mask ? before?[key]?.GetValue<string>() : value);
    }

    private static JsonNode? Convert(JsonElement value, Kind kind) => kind switch
    {
        Kind.Text when value.ValueKind == JsonValueKind.String => value.GetString(),
        Kind.Object when value.ValueKind == JsonValueKind.Object => JsonNode.Parse(value.GetRawText()),
        Kind.Flag when value.ValueKind is JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        Kind.Flag when value.ValueKind == JsonValueKind.String && bool.TryParse(value.GetString(), out var flag) => flag,
        Kind.Port when int.TryParse(Text(value), out var port) && port is >= 1 and <= 65535 => port,
        Kind.Seconds when decimal.TryParse(Text(value), out var seconds) && seconds is > 0 and <= 86_400 => JsonNode.Parse(seconds.ToString()),
        _ => null,
    };

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.String => value.GetString()!,
        _ => "",
    };

    private static string Expectation(Kind kind) => kind switch
    {
        Kind.Text => "must be a text.",
        Kind.Port => "must be a port, 1 to 65535.",
        Kind.Seconds => "must be a number of seconds above 0, at most 86400.",
        Kind.Flag => "must be true or false.",
        _ => "must be a JSON object of texts.",
    };
}
