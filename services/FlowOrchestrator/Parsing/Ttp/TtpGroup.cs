using System.Text.Json.Nodes;

namespace Flux.FlowOrchestrator.Parsing.Ttp;

/// <summary>A group of lines; the outermost one holds what stands outside of all groups.</summary>
internal sealed class TtpGroup(TtpGroup? parent, IReadOnlyList<TtpPathPart> path, int line)
{
    /// <summary>The group around it; null for the outermost.</summary>
    public TtpGroup? Parent => parent;

    /// <summary>Where its items go in the item of the group around it.</summary>
    public IReadOnlyList<TtpPathPart> Path => path;

    /// <summary>1-based line of the template.</summary>
    public int Line => line;

    /// <summary>Its lines in order.</summary>
    public List<TtpLine> Lines { get; } = [];

    /// <summary>The groups within it.</summary>
    public List<TtpGroup> Children { get; } = [];

    /// <summary>Set as soon as an item begins.</summary>
    public List<TtpVariable> Sets { get; } = [];

    /// <summary>Values of variables that were not found.</summary>
    public Dictionary<string, JsonNode?> Defaults { get; } = [];

    /// <summary>An item without any of these variables is dropped; empty keeps all.</summary>
    public IReadOnlyList<string> Contains { get; init; } = [];

    /// <summary>An item with one of these variables is dropped.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Every line begins an item (<c>method="table"</c>).</summary>
    public bool IsTable { get; init; }
}
