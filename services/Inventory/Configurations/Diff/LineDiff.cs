namespace Flux.Inventory.Configurations.Diff;

/// <summary>Tells which lines of two texts are only on one side, as few as can be.</summary>
internal static class LineDiff
{
    public static (bool[] Removed, bool[] Added) Compare(int[] older, int[] newer, CancellationToken ct)
    {
        var (removed, added) = (new bool[older.Length], new bool[newer.Length]);
        // A line that the other side does not have at all is never part of what both share; without these lines whole rewrites stay cheap.
        var (olderPlaces, newerPlaces) = (Shared(older, newer, removed), Shared(newer, older, added));
        Compare(Pick(older, olderPlaces), Pick(newer, newerPlaces), olderPlaces, newerPlaces, removed, added, ct);
        return (removed, added);
    }

    private static void Compare(int[] older, int[] newer, int[] olderPlaces, int[] newerPlaces, bool[] removed, bool[] added, CancellationToken ct)
    {
        var finder = new MiddleFinder(older, newer);
        // A stack of our own: a call stack has no room for a million boxes.
        var open = new Stack<Box>([new Box(0, older.Length, 0, newer.Length)]);
        while (open.TryPop(out var box))
        {
            ct.ThrowIfCancellationRequested();
            box = Trim(box, older, newer);
            if (box.Left == box.Right || box.Top == box.Bottom)
            {
                Mark(box, olderPlaces, newerPlaces, removed, added);
                continue;
            }

            var (x, y) = finder.Find(box);
            open.Push(box with { Left = x, Top = y });
            open.Push(box with { Right = x, Bottom = y });
        }
    }

    private static Box Trim(Box box, int[] older, int[] newer)
    {
        while (box.Left < box.Right && box.Top < box.Bottom && older[box.Left] == newer[box.Top]) box = box with { Left = box.Left + 1, Top = box.Top + 1 };
        while (box.Left < box.Right && box.Top < box.Bottom && older[box.Right - 1] == newer[box.Bottom - 1]) box = box with { Right = box.Right - 1, Bottom = box.Bottom - 1 };
        return box;
    }

    private static void Mark(Box box, int[] olderPlaces, int[] newerPlaces, bool[] removed, bool[] added)
    {
        for (var x = box.Left; x < box.Right; x++) removed[olderPlaces[x]] = true;
        for (var y = box.Top; y < box.Bottom; y++) added[newerPlaces[y]] = true;
    }

    private static int[] Shared(int[] lines, int[] others, bool[] alone)
    {
        var known = others.ToHashSet();
        var places = new List<int>(lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            if (known.Contains(lines[i])) places.Add(i);
            else alone[i] = true;
        }

        return [.. places];
    }

    private static int[] Pick(int[] lines, int[] places) => Array.ConvertAll(places, place => lines[place]);
}
