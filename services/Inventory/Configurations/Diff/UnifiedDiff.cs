using System.Text;

namespace Flux.Inventory.Configurations.Diff;

/// <summary>Writes the differences of two texts as <c>diff -u</c> does, so that <c>patch</c> can apply them.</summary>
internal static class UnifiedDiff
{
    public static DiffResult Compare(string older, string newer, string olderTitle, string newerTitle, int context, CancellationToken ct)
    {
        if (older == newer) return new DiffResult("", 0, 0);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var (left, right) = (new TextLines(older, numbers), new TextLines(newer, numbers));
        var (removed, added) = LineDiff.Compare(left.Numbers, right.Numbers, ct);
        var text = new StringBuilder($"--- {olderTitle}\n+++ {newerTitle}\n");
        foreach (var hunk in Hunk.Of(removed, added, context)) Write(text, hunk, left, right, removed, added);
        return new DiffResult(text.ToString(), added.Count(line => line), removed.Count(line => line));
    }

    private static void Write(StringBuilder text, Box hunk, TextLines older, TextLines newer, bool[] removed, bool[] added)
    {
        text.Append($"@@ -{Range(hunk.Left, hunk.Right)} +{Range(hunk.Top, hunk.Bottom)} @@\n");
        var (x, y) = (hunk.Left, hunk.Top);
        while (x < hunk.Right || y < hunk.Bottom)
        {
            if (x < hunk.Right && removed[x])
            {
                Line(text, '-', older[x++]);
            }
            else if (y < hunk.Bottom && added[y])
            {
                Line(text, '+', newer[y++]);
            }
            else
            {
                Line(text, ' ', older[x++]);
                y++;
            }
        }
    }

    private static void Line(StringBuilder text, char sign, ReadOnlySpan<char> line)
    {
        text.Append(sign).Append(line);
        if (line is not [.., '\n']) text.Append("\n\\ No newline at end of file\n");
    }

    // Counted from 1; of no lines, the one before; of one line, no count.
    private static string Range(int from, int to) => (to - from) switch
    {
        0 => $"{from},0",
        1 => $"{from + 1}",
        var count => $"{from + 1},{count}",
    };
}
