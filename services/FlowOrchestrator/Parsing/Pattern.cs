using System.Text.RegularExpressions;

namespace Flux.FlowOrchestrator.Parsing;

/// <summary>
/// Regular expressions of users: Python's notation, matched in linear time where the pattern allows it; patterns with look-around or
/// back-references are matched with a time limit instead.
/// </summary>
internal static partial class Pattern
{
    private const int Longest = 4096;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Compiles a pattern.</summary>
    /// <param name="pattern">As written, or made of what was written.</param>
    /// <param name="line">1-based line of the template, for messages.</param>
    /// <exception cref="FormatException">It is no regular expression; the message begins with the line.</exception>
    public static Regex Compile(string pattern, int line)
    {
        if (pattern.Length > Longest)
            throw new FormatException($"line {line}: a pattern of {pattern.Length} characters is too long (limit {Longest})");
        var ours = FromPython(pattern);
        try
        {
            return new Regex(ours, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (NotSupportedException)
        {
            return new Regex(ours, RegexOptions.CultureInvariant, Limit);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"line {line}: '{pattern}' is no regular expression: {e.Message}", e);
        }
    }

    /// <summary>The pattern in .NET's notation.</summary>
    public static string FromPython(string pattern) => EndOfText().Replace(NamedBack().Replace(Named().Replace(pattern, "(?<"), @"\k<$1>"), @"\z");

    [GeneratedRegex(@"(?<!\\)\(\?P<")]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<!\\)\(\?P=(\w+)\)")]
    private static partial Regex NamedBack();

    [GeneratedRegex(@"(?<!\\)\\Z")]
    private static partial Regex EndOfText();
}
