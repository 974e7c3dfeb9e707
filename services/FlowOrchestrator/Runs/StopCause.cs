using Flux.Contracts.Common.V1;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>Why a run is being stopped before its end.</summary>
/// <param name="Failure">What its unfinished elements get.</param>
/// <param name="EndsCancelled">The run ends CANCELLED; else FAILED with the failure.</param>
/// <param name="Leaves">The run does not end: its work here does, and another process goes on with it.</param>
internal sealed record StopCause(Failure Failure, bool EndsCancelled, bool Leaves = false);
