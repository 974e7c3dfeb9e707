using System.Globalization;
using System.Text.RegularExpressions;
using Flux.Cli.Yaml;

namespace Flux.Cli.Apply;

/// <summary>Leads from "line 3: ..." of a script's error to the line of the file that holds the script.</summary>
internal static partial class ScriptLine
{
    /// <summary>The place in the file: the script's own line when the description begins with one.</summary>
    public static SourcePosition In(string description, SourcePlace script) =>
        Pattern().Match(description) is { Success: true } match && int.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var line)
            ? new SourcePosition(script.FirstLine + line - 1, 1)
            : script.Position;

    [GeneratedRegex(@"\Aline (\d{1,6}): ")]
    private static partial Regex Pattern();
}
