using Flux.Hosting;

namespace Flux.ContextBuilder.Documents;

/// <summary>The rule for ids of context documents.</summary>
internal static class ContextIds
{
    private const int MaxLength = 100;

    public static bool Check(string id, string path, Violations violations) => violations.Require(
        id.Length is > 0 and <= MaxLength && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'), path,
        $"must have 1 to {MaxLength} letters, digits, '-', '_' or '.'.");
}
