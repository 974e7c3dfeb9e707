using Flux.Contracts.Flow.V1;

namespace Flux.Cli.Demo;

/// <summary>A run that ended, with everything it did.</summary>
internal sealed record RunOutcome(Run Run, IReadOnlyList<ElementResult> Elements, IReadOnlyList<TaskResult> Tasks)
{
    /// <summary>"serial" or "parallel".</summary>
    public string Mode => Run.Mode == ExecutionMode.Parallel ? "parallel" : "serial";
}
