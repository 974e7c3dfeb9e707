namespace Flux.FlowOrchestrator.Ports;

/// <summary>An element as a run knows it.</summary>
/// <param name="Id">Its id in the inventory.</param>
/// <param name="Name">Its name when it was selected.</param>
internal sealed record ElementRef(long Id, string Name)
{
    /// <summary>Names of its groups.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];
}
