namespace Flux.FlowOrchestrator.Runs;

/// <summary>A finished call on its way to the disk.</summary>
/// <param name="Id">Of its document.</param>
/// <param name="Document">Makes the document, off the path of the run.</param>
internal sealed record CallWrite(string Id, Func<CallDocument> Document);
