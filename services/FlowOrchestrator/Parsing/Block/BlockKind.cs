namespace Flux.FlowOrchestrator.Parsing.Block;

/// <summary>How a text is built, as far as the built-in rules know.</summary>
internal enum BlockKind
{
    /// <summary>Only the model's own rules apply.</summary>
    None,

    /// <summary>Nested by indentation, as the configuration of many routers.</summary>
    Indented,

    /// <summary>Columns under a line of headings.</summary>
    Table,

    /// <summary>Lines of <c>key: value</c>.</summary>
    Pairs,

    /// <summary>A line <c>name is up, line protocol is up</c> for each interface, its details indented below.</summary>
    Interfaces,
}
