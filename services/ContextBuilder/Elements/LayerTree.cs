namespace Flux.ContextBuilder.Elements;

/// <summary>Nests the dotted names of one layer. The result does not depend on the order of the values.</summary>
internal static class LayerTree
{
    /// <summary>Where a scalar goes whose name is also the beginning of other names of its layer (semantics 1.4).</summary>
    public const string ValueKey = "_value";

    /// <summary>Keys that no layer can set (semantics 1.1).</summary>
    public static readonly IReadOnlySet<string> Reserved = new HashSet<string>(StringComparer.Ordinal) { "element", "epoch" };

    public static ContextNode Build(ContextLayer layer, List<string> warnings)
    {
        var root = ContextNode.Tree(layer.Source);
        // In code point order "a" comes before "a.b", so a scalar is always there before the subtree that it makes way for.
        foreach (var value in layer.Values.OrderBy(value => value.Name, StringComparer.Ordinal))
        {
            var segments = value.Name.Split('.');
            if (Reserved.Contains(segments[0])) warnings.Add($"'{value.Name}' of {layer.Source} was left out: '{segments[0]}' is reserved.");
            else Insert(root, segments, value, layer.Source, warnings);
        }

        return root;
    }

    private static void Insert(ContextNode root, string[] segments, ContextValue value, string source, List<string> warnings)
    {
        var node = root;
        for (var i = 0; i < segments.Length - 1; i++)
        {
            if (!node.Children!.TryGetValue(segments[i], out var next) || next.Value is not null)
            {
                var tree = ContextNode.Tree(source);
                if (next is not null) MakeWay(tree, next, value, source, warnings);
                node.Children[segments[i]] = next = tree;
            }

            node = next;
        }

        if (node.Children!.TryGetValue(segments[^1], out var before) && before.Value is { } dropped)
            warnings.Add(Dropped(dropped, value, source));
        node.Children[segments[^1]] = ContextNode.Leaf(value, source);
    }

    private static void MakeWay(ContextNode tree, ContextNode scalar, ContextValue value, string source, List<string> warnings)
    {
        if (scalar.MadeWay)
        {
            // "a", then "a._value.b": the place that the scalar was given is taken as well.
            warnings.Add(Dropped(scalar.Value!, value, source));
            return;
        }

        warnings.Add($"'{scalar.Value!.Name}' of {source} is a value and '{value.Name}' nests under it: the value stands under '{scalar.Value.Name}.{ValueKey}'.");
        tree.Children!.Add(ValueKey, ContextNode.Leaf(scalar.Value, source, madeWay: true));
    }

    private static string Dropped(ContextValue dropped, ContextValue value, string source) =>
        $"'{dropped.Name}' of {source} was left out: '{value.Name}' takes its place.";
}
