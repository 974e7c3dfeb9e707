namespace Flux.FlowOrchestrator.Definitions;

/// <summary>The three kinds of definitions; short names are unique within a kind.</summary>
internal enum DefinitionKind
{
    /// <summary>A model.</summary>
    Model,

    /// <summary>A task.</summary>
    Task,

    /// <summary>A flow.</summary>
    Flow,
}
