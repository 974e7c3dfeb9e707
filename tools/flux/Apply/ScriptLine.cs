using System.Globalization;
using System.Text.RegularExpressions;
using Flux.Cli.Yaml;

namespace Flux.Cli.Apply;

/// <summary>Leads from "line 3" of a script's error to the line of the file that holds the script.</summary>
internal static partial class ScriptLine
{
    /// <summary>The place in the file; the script is a block that begins in the line after <paramref name="block"/>.</summary>
    public static SourcePosition In(string description, SourcePosition block) =>
        Pattern().Match(description) is { Success: true } match && int.TryParse(match.Groups[1].Value, CultureInfo.InvariantCulture, out var line)
            ? new SourcePosition(block.Line + line, 1)
            : block;

    [GeneratedRegex(@"\bline (\d{1,6})\b")]
    private static partial Regex Pattern();
}
