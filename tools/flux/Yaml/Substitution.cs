using System.Text.RegularExpressions;

namespace Flux.Cli.Yaml;

/// <summary>
/// Fills ${NAME} and ${NAME:-default} from values given on the command line, then from the environment.
/// $${ stands for ${ itself. Works on scalars after parsing: a value can neither break the YAML nor move its lines.
/// </summary>
internal sealed partial class Substitution(IReadOnlyDictionary<string, string> values, Func<string, string?> environment)
{
    /// <summary>Fills one scalar; <paramref name="missing"/> gets each name that has neither value nor default.</summary>
    public string Fill(string text, Action<string> missing) =>
        !text.Contains("${", StringComparison.Ordinal) ? text : Pattern().Replace(text, match =>
        {
            if (match.Value == "$${")
                return "${";
            var name = match.Groups["name"].Value;
            // As in a shell, ":-" also replaces an empty value.
            var value = values.TryGetValue(name, out var given) ? given : environment(name);
            if (match.Groups["default"] is { Success: true } fallback)
                return string.IsNullOrEmpty(value) ? fallback.Value : value;
            if (value is null)
                missing(name);
            return value ?? "";
        });

    [GeneratedRegex(@"\$\$\{|\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(:-(?<default>[^}]*))?\}")]
    private static partial Regex Pattern();
}
