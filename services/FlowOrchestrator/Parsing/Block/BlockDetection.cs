using System.Text.RegularExpressions;

namespace Flux.FlowOrchestrator.Parsing.Block;

/// <summary>Tells how a text is built.</summary>
internal static partial class BlockDetection
{
    private const int Sample = 2000;

    /// <summary>The kind of a text; one with no features is read by its indentation, which loses nothing.</summary>
    public static BlockKind Of(string text)
    {
        var lines = TextLines.Of(text).Where(l => l.Trim().Length > 0).Take(Sample).ToList();
        if (lines.Any(InterfaceLines.IsFirst))
            return BlockKind.Interfaces;
        var pairs = lines.Count(PairLines.IsPair);
        if (lines.Count > 0 && pairs * 2 > lines.Count)
            return BlockKind.Pairs;
        return TableLines.Find(lines) is not null && !lines.Any(l => Comment().IsMatch(l)) ? BlockKind.Table : BlockKind.Indented;
    }

    [GeneratedRegex(@"^(?:!|end$|interface \S+$|hostname \S+$)")]
    private static partial Regex Comment();
}
