using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Flux.DeviceGateway.Errors;
using Flux.DeviceGateway.Platforms;
using Flux.DeviceGateway.Ssh;

namespace Flux.DeviceGateway.Elements;

/// <summary>Reads transport_settings, collecting every fault.</summary>
internal sealed partial class TransportSettingsReader
{
    private static readonly string[] _keys =
    [
        "base_path", "channel", "command_timeout_seconds", "connect_timeout_seconds", "encoding", "headers", "host_key_policy", "http_auth", "jump_host", "keepalive_seconds",
        "legacy_algorithms", "passphrase", "platform", "port", "prompt", "protocol", "tls_ca", "tls_server_name", "token", "username", "verify_tls",
    ];

    private readonly List<string> _faults = [];
    private readonly JsonElement _settings;

    private TransportSettingsReader(JsonElement settings) => _settings = settings;

    /// <exception cref="DeviceException">INVALID_TRANSPORT_SETTINGS with all that is wrong.</exception>
    public static TransportSettings Read(string elementName, string json)
    {
        if (string.IsNullOrWhiteSpace(json))
            return new TransportSettings();
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw Invalid(elementName, ["must be a JSON object"]);
            var reader = new TransportSettingsReader(document.RootElement);
            var settings = reader.Read();
            return reader._faults.Count == 0 ? settings : throw Invalid(elementName, reader._faults);
        }
        catch (JsonException error)
        {
            throw Invalid(elementName, [$"no JSON, line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}"]);
        }
    }

    private static DeviceException Invalid(string elementName, IEnumerable<string> faults) =>
        new(DeviceReason.InvalidTransportSettings, $"The transport_settings of '{elementName}' are wrong: {string.Join("; ", faults)}.");

    private TransportSettings Read()
    {
        foreach (var key in _settings.EnumerateObject().Select(property => property.Name).Except(_keys))
            _faults.Add($"unknown key '{key}' (known: {string.Join(", ", _keys)})");
        var defaults = new TransportSettings();
        return new TransportSettings
        {
            Protocol = Choice<TransportProtocol>("protocol"),
            Port = (int?)Number("port", 1, 65535, whole: true),
            Username = Text("username"),
            Platform = Text("platform") ?? defaults.Platform,
            Prompt = Pattern("prompt"),
            Channel = Choice<ChannelKind>("channel"),
            HostKeyPolicy = Choice<HostKeyPolicy>("host_key_policy"),
            ConnectTimeout = Seconds("connect_timeout_seconds") ?? defaults.ConnectTimeout,
            CommandTimeout = Seconds("command_timeout_seconds") ?? defaults.CommandTimeout,
            KeepAlive = Seconds("keepalive_seconds") ?? defaults.KeepAlive,
            Passphrase = Text("passphrase"),
            Encoding = EncodingOf("encoding") ?? defaults.Encoding,
            JumpHost = Text("jump_host"),
            LegacyAlgorithms = Flag("legacy_algorithms") ?? defaults.LegacyAlgorithms,
            Http = Http(),
        };
    }

    private HttpSettings Http()
    {
        var defaults = new HttpSettings();
        return new HttpSettings
        {
            BasePath = Text("base_path")?.TrimEnd('/') ?? defaults.BasePath,
            Headers = Texts("headers") ?? defaults.Headers,
            Authentication = Choice<HttpAuthentication>("http_auth"),
            Token = Text("token"),
            VerifyTls = Flag("verify_tls") ?? defaults.VerifyTls,
            TrustedAuthorities = Text("tls_ca"),
            ServerName = Text("tls_server_name"),
        };
    }

    private string? Text(string key) => Value(key, JsonValueKind.String, "a string")?.GetString();

    private TimeSpan? Seconds(string key) => Number(key, 0.1, 86400, whole: false) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private double? Number(string key, double least, double most, bool whole)
    {
        if (Value(key, JsonValueKind.Number, "a number")?.GetDouble() is not { } number)
            return null;
        if (number >= least && number <= most && (!whole || number == Math.Floor(number)))
            return number;
        _faults.Add($"{key}: {number} is not {(whole ? "a whole number " : "")}between {least} and {most}");
        return null;
    }

    private Regex? Pattern(string key)
    {
        try
        {
            return Text(key) is { } pattern ? new Regex(pattern, RegexOptions.CultureInvariant, PlatformBuilder.Patience) : null;
        }
        catch (ArgumentException error)
        {
            _faults.Add($"{key}: {error.Message}");
            return null;
        }
    }

    private Encoding? EncodingOf(string key)
    {
        try
        {
            return Text(key) is { } name ? CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name) : null;
        }
        catch (ArgumentException)
        {
            _faults.Add($"{key}: '{Text(key)}' is no encoding; use a name such as utf-8, iso-8859-1 or gb18030");
            return null;
        }
    }

    private Dictionary<string, string>? Texts(string key)
    {
        if (Value(key, JsonValueKind.Object, "an object of texts") is not { } values)
            return null;
        foreach (var property in values.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.String))
            _faults.Add($"{key}.{property.Name}: must be a string");
        return values.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.ToString());
    }

    private bool? Flag(string key)
    {
        if (!_settings.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        _faults.Add($"{key}: must be true or false");
        return null;
    }

    private TChoice? Choice<TChoice>(string key)
        where TChoice : struct, Enum
    {
        if (Text(key) is not { } text)
            return null;
        var names = Enum.GetValues<TChoice>().ToDictionary(value => Words().Replace(value.ToString(), "_").ToLowerInvariant());
        if (names.TryGetValue(text.Replace('-', '_'), out var choice))
            return choice;
        _faults.Add($"{key}: '{text}' is none of {string.Join(", ", names.Keys)}");
        return null;
    }

    private JsonElement? Value(string key, JsonValueKind kind, string what)
    {
        if (!_settings.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        if (value.ValueKind == kind)
            return value;
        _faults.Add($"{key}: must be {what}");
        return null;
    }

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Words();
}
