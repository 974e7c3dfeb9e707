using System.Text.RegularExpressions;

namespace Flux.Notification.Catalog;

/// <summary>Finds which stored templates a template needs, so that a mail carries those to the renderer and no more.</summary>
internal static partial class TemplateReferences
{
    /// <summary>The names that a template extends or includes; null when it computes one, so that any may be needed.</summary>
    public static IReadOnlyList<string>? Find(string source)
    {
        var names = new List<string>();
        foreach (Match tag in Tags().Matches(source))
        {
            if (!tag.Groups["name"].Success)
                return null;
            names.Add(tag.Groups["name"].Value);
        }

        return names;
    }

    [GeneratedRegex("""\{%\s*(extends|include)\s+(("(?<name>[^"]*)"|'(?<name>[^']*)')(?=\s|%\})|[^\s]+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Tags();
}
