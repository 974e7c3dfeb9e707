namespace Flux.ContextBuilder.Elements;

/// <summary>A place in a context: a value, or a subtree by key. Immutable once its layer is built, so that elements can share the trees of their groups.</summary>
internal sealed class ContextNode
{
    private ContextNode(ContextValue? value, string source, SortedDictionary<string, ContextNode>? children)
    {
        Value = value;
        Source = source;
        Children = children;
    }

    /// <summary>The value; null for a subtree.</summary>
    public ContextValue? Value { get; }

    /// <summary>Which layer gave it.</summary>
    public string Source { get; }

    /// <summary>By key in code point order; null for a value.</summary>
    public SortedDictionary<string, ContextNode>? Children { get; }

    /// <summary>What stood here in lower layers and was hidden whole, highest first.</summary>
    public IReadOnlyList<ContextNode> Hidden { get; private init; } = [];

    /// <summary>A scalar that made way for a subtree of its own layer (semantics 1.4) and stands under "_value".</summary>
    public bool MadeWay { get; private init; }

    public static ContextNode Leaf(ContextValue value, string source, bool madeWay = false) => new(value, value.Source ?? source, null) { MadeWay = madeWay };

    public static ContextNode Tree(string source, SortedDictionary<string, ContextNode>? children = null) =>
        new(null, source, children ?? new SortedDictionary<string, ContextNode>(StringComparer.Ordinal));

    /// <summary>This node, standing where <paramref name="lower"/> stood.</summary>
    public ContextNode Hiding(ContextNode lower) => new(Value, Source, Children) { Hidden = [.. Hidden, lower, .. lower.Hidden] };

    /// <summary>This subtree, with what the two that it was made of had hidden.</summary>
    public ContextNode Keeping(ContextNode lower, ContextNode higher) =>
        lower.Hidden.Count + higher.Hidden.Count == 0 ? this : new(Value, Source, Children) { Hidden = [.. higher.Hidden, .. lower.Hidden] };
}
