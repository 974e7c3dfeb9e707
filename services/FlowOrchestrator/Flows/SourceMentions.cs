using System.Text.RegularExpressions;

namespace Flux.FlowOrchestrator.Flows;

/// <summary>
/// What a flow script speaks of. A flow context grows with the run; a script that never names it is not sent it (the seed binds
/// <c>element</c> and <c>config</c> by the same kind of look at the source).
/// </summary>
internal static partial class SourceMentions
{
    /// <summary>Whether the script may read the flow context.</summary>
    /// <param name="source">Python.</param>
    /// <param name="parallel">In a parallel flow the items of <c>elements</c> show their entries as well.</param>
    public static bool FlowContext(string source, bool parallel) => Context().IsMatch(source) || (parallel && Elements().IsMatch(source)) || Hidden().IsMatch(source);

    /// <summary>Whether the script may read the elements' contexts.</summary>
    public static bool ElementContexts(string source) => Elements().IsMatch(source) || Hidden().IsMatch(source);

    /// <summary>Names of the tasks and flows that the script runs by a literal short name.</summary>
    /// <param name="source">Python.</param>
    /// <param name="function">run_task or run_flow.</param>
    public static IEnumerable<string> ShortNames(string source, string function) =>
        Calls().Matches(source).Where(m => m.Groups["function"].Value == function).Select(m => m.Groups["name"].Value).Distinct();

    [GeneratedRegex(@"\bcontext\b")]
    private static partial Regex Context();

    [GeneratedRegex(@"\belements\b")]
    private static partial Regex Elements();

    // Names reached in other ways than by writing them.
    [GeneratedRegex(@"\b(globals|locals|vars|eval|exec)\b")]
    private static partial Regex Hidden();

    [GeneratedRegex("""\b(?<function>run_task|run_flow)\(\s*short_name\s*=\s*(?<quote>['"])(?<name>[A-Za-z0-9_-]{1,100})\k<quote>""")]
    private static partial Regex Calls();
}
