namespace Flux.Inventory.Configurations.Diff;

/// <summary>
/// Finds a point that a shortest edit path passes, from both ends at once (E. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986, section 4b):
/// memory is linear. A path of more than <see cref="MaxCost"/> steps from either end is cut where it got furthest; the result is then right but perhaps not shortest.
/// </summary>
internal sealed class MiddleFinder(int[] older, int[] newer)
{
    public const int MaxCost = 512;

    // By diagonal, x - y: how far a path from the start and one from the end got, as x.
    private readonly int[] forward = new int[older.Length + newer.Length + 3];
    private readonly int[] backward = new int[older.Length + newer.Length + 3];
    private readonly int zero = newer.Length + 1;

    /// <summary>Both sides of the box must have lines, and neither their first nor their last ones may be equal.</summary>
    public (int X, int Y) Find(Box box)
    {
        var (first, last) = (box.Left - box.Top, box.Right - box.Bottom);
        var odd = ((first - last) & 1) != 0;
        var (forwardLow, forwardHigh, backwardLow, backwardHigh) = (first, first, last, last);
        forward[zero + first] = box.Left;
        backward[zero + last] = box.Right;
        for (var cost = 1; ; cost++)
        {
            Widen(forward, ref forwardLow, ref forwardHigh, box, -1);
            for (var k = forwardHigh; k >= forwardLow; k -= 2)
            {
                var x = Advance(k, box);
                if (odd && backwardLow <= k && k <= backwardHigh && backward[zero + k] <= x) return (x, x - k);
            }

            Widen(backward, ref backwardLow, ref backwardHigh, box, int.MaxValue);
            for (var k = backwardHigh; k >= backwardLow; k -= 2)
            {
                var x = Retreat(k, box);
                if (!odd && forwardLow <= k && k <= forwardHigh && x <= forward[zero + k]) return (x, x - k);
            }

            if (cost >= MaxCost) return Furthest(forwardLow, forwardHigh, box);
        }
    }

    // One diagonal more on each side while there is one in the box, else one less; what lies outside never wins.
    private void Widen(int[] reach, ref int low, ref int high, Box box, int outside)
    {
        if (low > box.Left - box.Bottom) reach[zero + --low - 1] = outside;
        else low++;
        if (high < box.Right - box.Top) reach[zero + ++high + 1] = outside;
        else high--;
    }

    private int Advance(int k, Box box)
    {
        var (below, above) = (forward[zero + k - 1], forward[zero + k + 1]);
        var x = below >= above ? below + 1 : above;
        for (var y = x - k; x < box.Right && y < box.Bottom && older[x] == newer[y]; y++) x++;
        return forward[zero + k] = x;
    }

    private int Retreat(int k, Box box)
    {
        var (below, above) = (backward[zero + k - 1], backward[zero + k + 1]);
        var x = below < above ? below : above - 1;
        for (var y = x - k; x > box.Left && y > box.Top && older[x - 1] == newer[y - 1]; y--) x--;
        return backward[zero + k] = x;
    }

    private (int X, int Y) Furthest(int low, int high, Box box)
    {
        var best = (X: box.Left, Y: box.Top);
        for (var k = high; k >= low; k -= 2)
        {
            var x = Math.Min(Math.Min(forward[zero + k], box.Right), box.Bottom + k);
            if (x + x - k > best.X + best.Y) best = (x, x - k);
        }

        return best;
    }
}
