using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Flux.DeviceGateway.Errors;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Flux.DeviceGateway.Platforms;

/// <summary>All platforms: the built-in ones, and those of the user's file over them.</summary>
public sealed partial class PlatformCatalog
{
    private readonly FrozenDictionary<string, Platform> _platforms;

    private PlatformCatalog(IReadOnlyList<Platform> platforms)
    {
        All = platforms;
        _platforms = platforms.ToFrozenDictionary(platform => platform.Name);
    }

    /// <summary>The platform in use while nobody knows the right one: transport_settings.platform "auto".</summary>
    public const string Auto = "auto";

    /// <summary>The user's, then the built-in ones, each in the order of their file: detection asks in this order.</summary>
    public IReadOnlyList<Platform> All { get; }

    /// <summary>Names in alphabetical order.</summary>
    public IReadOnlyList<string> Names => [.. _platforms.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The platform of that name.</summary>
    /// <exception cref="DeviceException">UNKNOWN_PLATFORM, with the names there are.</exception>
    public Platform this[string name] => _platforms.TryGetValue(name, out var platform)
        ? platform
        : throw new DeviceException(DeviceReason.UnknownPlatform, $"There is no platform '{name}'. Known: {string.Join(", ", Names)}. Set transport_settings.platform, or add the platform in the file given by --platforms.");

    /// <summary>Reads the built-in platforms and, if given, a file of the same shape.</summary>
    /// <exception cref="PlatformFileException">The file has faults; the message lists them all.</exception>
    public static PlatformCatalog Load(string? file = null)
    {
        var faults = new List<string>();
        var entries = Parse("platforms.yaml (built in)", BuiltIn(), faults);
        var own = string.IsNullOrEmpty(file) ? [] : Parse(file, ReadFile(file, faults), faults);
        foreach (var (name, entry) in own)
            entries[name] = entry;
        var platforms = entries.OrderByDescending(pair => own.ContainsKey(pair.Key)).Select(pair => new PlatformBuilder(pair.Key, Flatten(pair.Key, entries, faults), faults).Build()).ToList();
        return faults.Count == 0 ? new PlatformCatalog(platforms) : throw new PlatformFileException(file ?? "platforms.yaml", faults);
    }

    private static Dictionary<string, PlatformDocument.Entry> Parse(string file, string text, List<string> faults)
    {
        try
        {
            var parser = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build();
            var document = parser.Deserialize<PlatformDocument?>(text) ?? new PlatformDocument();
            return document.Platforms.ToDictionary(pair => pair.Key, pair => pair.Value ?? new PlatformDocument.Entry());
        }
        catch (YamlException error)
        {
            faults.Add($"{file}, line {error.Start.Line}, column {error.Start.Column}: {Plain(error.InnerException?.Message ?? error.Message)}");
            return [];
        }
    }

    private static PlatformDocument.Entry Flatten(string name, Dictionary<string, PlatformDocument.Entry> entries, List<string> faults)
    {
        var seen = new HashSet<string> { name };
        var entry = entries[name];
        for (var parent = entry.Extends; parent is not null; parent = entries[parent].Extends)
        {
            if (!entries.ContainsKey(parent) || !seen.Add(parent))
            {
                faults.Add($"platforms.{name}.extends: '{parent}' is {(entries.ContainsKey(parent) ? "a circle" : "no platform")}");
                break;
            }

            entry = entry.Over(entries[parent]);
        }

        return entry;
    }

    // The parser speaks of properties and types; the user knows keys.
    private static string Plain(string message) => UnknownKey().Replace(message, "unknown key '$1'");

    [GeneratedRegex(@"Property '([^']*)' not found on type '[^']*'")]
    private static partial Regex UnknownKey();

    private static string BuiltIn()
    {
        using var reader = new StreamReader(typeof(PlatformCatalog).Assembly.GetManifestResourceStream("platforms.yaml")!);
        return reader.ReadToEnd();
    }

    private static string ReadFile(string file, List<string> faults)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            faults.Add($"{file}: {error.Message}");
            return "";
        }
    }
}
