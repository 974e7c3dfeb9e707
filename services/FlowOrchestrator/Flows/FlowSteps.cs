using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Runs;
using Flux.FlowOrchestrator.Tasks;

namespace Flux.FlowOrchestrator.Flows;

/// <summary>A step of a flow without an execution script: its condition, then its task.</summary>
internal sealed class FlowSteps(FlowConditions conditions, TaskRunner tasks)
{
    /// <summary>Runs a step for an element.</summary>
    /// <returns>The outcome; null when the condition is False. A failure is noted on the board: later steps of the element do not run.</returns>
    public async Task<TaskOutcome?> RunAsync(RunScope run, Flow flow, FlowTask step, RunElement element, CancellationToken cancellationToken)
    {
        var task = await run.Definitions.FindTaskAsync(null, step.Task)
            ?? throw new FailureException("TASK_NOT_FOUND", $"flow '{flow.ShortName}' refers to task '{step.Task}', which does not exist");
        await run.Active.PassAsync(cancellationToken);
        try
        {
            if (await conditions.HoldsAsync(run, flow, step, element, cancellationToken))
                return await tasks.RunAsync(run, element, task, RetryPlan.Of(step.Retry), cancellationToken);
            tasks.Skip(run, element, task, null);
            return null;
        }
        catch (FailureException e) when (!run.Token.IsCancellationRequested)
        {
            tasks.Skip(run, element, task, e.Failure);
            run.Board.Note(element.Id, e.Failure);
            return null;
        }
    }
}
