namespace Flux.FlowOrchestrator.Runs;

/// <summary>An element of a run.</summary>
/// <param name="Id">Its id in the inventory.</param>
/// <param name="Name">Its name when it was selected.</param>
/// <param name="Index">0-based place in the run.</param>
internal sealed record RunElement(long Id, string Name, int Index)
{
    /// <summary>Names of its groups when it was selected.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];
}
