namespace Flux.ContextBuilder.Elements;

/// <summary>Lays a higher layer over a lower one. Where a value meets a value or a subtree, the higher one wins whole (semantics 1.4).</summary>
internal static class TreeMerge
{
    public static ContextNode Over(ContextNode lower, ContextNode higher, List<string> warnings) => Over(lower, higher, "", warnings);

    private static ContextNode Over(ContextNode lower, ContextNode higher, string path, List<string> warnings)
    {
        if (higher.Children!.Count == 0) return lower;
        if (lower.Children!.Count == 0) return higher;
        var merged = new SortedDictionary<string, ContextNode>(lower.Children, StringComparer.Ordinal);
        foreach (var (key, above) in higher.Children)
        {
            if (!merged.TryGetValue(key, out var below))
            {
                merged.Add(key, above);
                continue;
            }

            var place = path.Length == 0 ? key : $"{path}.{key}";
            if (above.Value is null && below.Value is null)
            {
                merged[key] = Over(below, above, place, warnings);
                continue;
            }

            if ((above.Value is null) != (below.Value is null)) warnings.Add(Clash(place, above, below));
            merged[key] = above.Hiding(below);
        }

        return ContextNode.Tree(higher.Source, merged).Keeping(lower, higher);
    }

    private static string Clash(string place, ContextNode above, ContextNode below) => above.Value is null
        ? $"'{place}' nests values in {above.Source} and is a value in {below.Source}: {above.Source} wins."
        : $"'{place}' is a value in {above.Source} and nests values in {below.Source}: {above.Source} wins.";
}
