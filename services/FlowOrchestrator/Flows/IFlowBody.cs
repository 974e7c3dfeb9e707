using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Runs;

namespace Flux.FlowOrchestrator.Flows;

/// <summary>How a flow goes through its elements.</summary>
internal interface IFlowBody
{
    /// <summary>Which mode it is for.</summary>
    ExecutionMode Mode { get; }

    /// <summary>Works on all elements of the run's board; afterwards each has its result.</summary>
    /// <exception cref="Common.FailureException">The run fails as a whole.</exception>
    Task RunAsync(RunScope run, Flow flow, CancellationToken cancellationToken);
}
