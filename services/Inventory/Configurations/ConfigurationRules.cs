using System.Text;
using System.Text.Json;
using Flux.Contracts.Inventory.V1;
using Flux.Documents;
using Flux.Hosting;

namespace Flux.Inventory.Configurations;

/// <summary>What a configuration to be stored must be.</summary>
internal static class ConfigurationRules
{
    /// <summary>Largest text in UTF-8 bytes: with all that is around it, it fits into one message of 8 MiB.</summary>
    public const int MaxTextBytes = 8_000_000;

    public const string DefaultKlass = "txt";

    private const int MaxName = 100;
    private const int MaxActor = 200;
    private const int MaxChecksBytes = 256 * 1024;
    private static readonly string[] Klasses = ["txt", "py", "xml", "json", "yaml"];

    /// <summary>Answers what to store, without what the service adds.</summary>
    public static StoredConfiguration Check(StoredConfiguration given)
    {
        CheckSize("the configuration", given.Text);
        var violations = new Violations();
        Klass(given.Klass, "configuration.klass", violations);
        Section(given.Section, "configuration.section", violations);
        Line(given.Version, MaxName, "configuration.version", violations);
        Line(given.Actor, MaxActor, "configuration.actor", violations);
        Percentage(given.RequiredApprovementPercentage, "configuration.required_approvement_percentage", violations);
        if (given.HasAuditValue) Percentage(given.AuditValue, "configuration.audit_value", violations);
        var checks = Checks(given.ChecksJson, violations);
        violations.ThrowIfAny();
        var result = new StoredConfiguration
        {
            ElementId = given.ElementId, Klass = given.Klass.Length == 0 ? DefaultKlass : given.Klass, Section = given.Section, Version = given.Version,
            RequiredApprovementPercentage = given.RequiredApprovementPercentage, ChecksJson = checks, Actor = given.Actor,
        };
        if (!given.HasAuditValue) return result;
        result.AuditValue = given.AuditValue;
        result.Approved = given.AuditValue >= given.RequiredApprovementPercentage;
        return result;
    }

    public static void CheckSize(string what, string text)
    {
        // No character takes more than three bytes for one UTF-16 unit.
        if (text.Length <= MaxTextBytes / 3 || Encoding.UTF8.GetByteCount(text) is var bytes && bytes <= MaxTextBytes) return;
        throw FluxError.ResourceExhausted(
            "configuration size", $"{what} has {bytes} bytes; {MaxTextBytes} are the most, so store it as several sections.", "CONFIGURATION_TOO_LARGE");
    }

    public static void Klass(string klass, string path, Violations violations) =>
        violations.Require(klass.Length == 0 || Klasses.Contains(klass), path, $"must be one of {string.Join(", ", Klasses)}, or empty.");

    public static void Section(string section, string path, Violations violations) => Line(section, MaxName, path, violations);

    private static void Line(string text, int maxLength, string path, Violations violations)
    {
        if (violations.Require(text.Length <= maxLength, path, $"is longer than {maxLength} characters."))
            violations.Require(!text.Any(char.IsControl), path, "must not hold control characters or line ends.");
    }

    private static void Percentage(int value, string path, Violations violations) =>
        violations.Require(value is >= 0 and <= 100, path, "must be a percentage from 0 to 100.");

    private static string Checks(string json, Violations violations)
    {
        const string Path = "configuration.checks_json";
        if (json.Length == 0) return "";
        if (!violations.Require(Encoding.UTF8.GetByteCount(json) <= MaxChecksBytes, Path, $"is longer than {MaxChecksBytes} bytes.")) return "";
        if (!JsonText.TryParse(json, out var checks, out var problem)) violations.Add(Path, problem);
        else if (violations.Require(checks.ValueKind == JsonValueKind.Array, Path, "must be a JSON array of checks.")) return JsonText.Write(checks);
        return "";
    }
}
