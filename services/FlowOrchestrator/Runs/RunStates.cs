using Flux.Contracts.Flow.V1;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>Which states are final; a final state never changes.</summary>
internal static class RunStates
{
    /// <summary>Whether a run has ended.</summary>
    public static bool IsFinal(RunState state) => state is RunState.Completed or RunState.Failed or RunState.Cancelled;

    /// <summary>Whether work on an element, or a task on it, has ended.</summary>
    public static bool IsFinal(WorkState state) => state is WorkState.Completed or WorkState.Failed or WorkState.Skipped or WorkState.Cancelled;
}
