using Flux.Contracts.Flow.V1;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>What a nested run came to.</summary>
/// <param name="Run">The ended run.</param>
/// <param name="Elements">Its elements, in run order.</param>
internal sealed record ChildResult(Run Run, IReadOnlyList<ElementResult> Elements);
