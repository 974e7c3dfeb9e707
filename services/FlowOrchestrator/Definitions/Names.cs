using System.Text.RegularExpressions;
using Flux.Hosting;

namespace Flux.FlowOrchestrator.Definitions;

/// <summary>Rules of short names.</summary>
internal static partial class Names
{
    /// <summary>Notes names that are malformed or declared twice.</summary>
    /// <param name="violations">Takes what is wrong.</param>
    /// <param name="field">The field of the bundle: <c>tasks</c>.</param>
    /// <param name="names">The names in the order of the bundle.</param>
    public static void Check(Violations violations, string field, IEnumerable<string> names)
    {
        var first = new Dictionary<string, int>();
        foreach (var (index, name) in names.Index())
        {
            var path = $"{field}[{index}].short_name";
            if (!violations.Require(Allowed().IsMatch(name), path, $"'{name}' is no short name; use 1 to 100 letters, digits, '-' and '_'"))
                continue;
            if (!first.TryAdd(name, index))
                violations.Add(path, $"'{name}' is declared twice; the first is {field}[{first[name]}]");
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,100}\z")]
    private static partial Regex Allowed();
}
