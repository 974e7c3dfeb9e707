using System.Text.Json.Nodes;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>One step of a task. Steps share nothing but the execution, so one instance serves all tasks.</summary>
internal interface ITaskStep
{
    /// <summary>One of <see cref="StepNames"/>.</summary>
    string Name { get; }

    /// <summary>Whether it has anything to do; a step without does not appear among the results.</summary>
    bool Applies(TaskExecution execution);

    /// <summary>Does it.</summary>
    /// <returns>The step's result.</returns>
    /// <exception cref="Common.FailureException">The step ends in ERROR, and with it the task.</exception>
    Task<JsonNode?> RunAsync(TaskExecution execution, CancellationToken cancellationToken);
}
