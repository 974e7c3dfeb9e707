namespace Flux.Inventory.Configurations.Diff;

/// <summary>Gathers changed lines that are near each other, with the unchanged ones around them.</summary>
internal static class Hunk
{
    /// <param name="removed">By line of the older side.</param>
    /// <param name="added">By line of the newer side.</param>
    /// <param name="context">Unchanged lines around each change.</param>
    public static IEnumerable<Box> Of(bool[] removed, bool[] added, int context)
    {
        Box? hunk = null;
        var (x, y) = (0, 0);
        while (x < removed.Length || y < added.Length)
        {
            if (!IsChange(removed, x) && !IsChange(added, y))
            {
                (x, y) = (x + 1, y + 1);
                continue;
            }

            var (left, top) = (x, y);
            while (IsChange(removed, x)) x++;
            while (IsChange(added, y)) y++;
            var before = Math.Min(context, Math.Min(left, top));
            if (hunk is { } last && left - before <= last.Right)
            {
                hunk = last with { Right = x, Bottom = y };
            }
            else
            {
                if (hunk is { } done) yield return done;
                hunk = new Box(left - before, x, top - before, y);
            }

            var after = Math.Min(context, Math.Min(removed.Length - x, added.Length - y));
            hunk = hunk.Value with { Right = x + after, Bottom = y + after };
        }

        if (hunk is { } end) yield return end;
    }

    private static bool IsChange(bool[] lines, int at) => at < lines.Length && lines[at];
}
