namespace Flux.FlowOrchestrator.Parsing.Ttp;

/// <summary>What a line of a template does when it matches.</summary>
internal enum TtpLineKind
{
    /// <summary>Adds to the item of its group.</summary>
    Normal,

    /// <summary>Begins a new item of its group.</summary>
    Start,

    /// <summary>Ends the item.</summary>
    End,
}
