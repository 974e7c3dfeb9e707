using System.Text.Json.Nodes;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Runs;
using Flux.FlowOrchestrator.Tasks;

namespace Flux.FlowOrchestrator.Flows;

/// <summary>A step of a flow without an execution script: its condition, then its task.</summary>
internal sealed class FlowSteps(FlowConditions conditions, TaskRunner tasks)
{
    /// <summary>Runs a step for an element.</summary>
    /// <param name="run">The run.</param>
    /// <param name="flow">The flow.</param>
    /// <param name="number">The step's 0-based place in the flow.</param>
    /// <param name="element">The element.</param>
    /// <param name="cancellationToken">The run stops.</param>
    /// <returns>The outcome; null when the condition is False. A failure is noted on the board: later steps of the element do not run.</returns>
    public async Task<TaskOutcome?> RunAsync(RunScope run, Flow flow, int number, RunElement element, CancellationToken cancellationToken)
    {
        var step = flow.Tasks[number];
        var task = await run.Definitions.FindTaskAsync(null, step.Task)
            ?? throw new FailureException("TASK_NOT_FOUND", $"flow '{flow.ShortName}' refers to task '{step.Task}', which does not exist");
        await run.Active.PassAsync(cancellationToken);
        var place = $"s{number:D4}";
        try
        {
            if (await HoldsAsync(run, flow, step, element, task, place, cancellationToken))
                return await tasks.RunAsync(run, element, task, RetryPlan.Of(step.Retry), place, cancellationToken);
            return null;
        }
        catch (FailureException e) when (!run.Token.IsCancellationRequested)
        {
            tasks.Skip(run, element, task, e.Failure, place, null);
            run.Board.Note(element.Id, e.Failure);
            return null;
        }
    }

    // What a condition said counts for a replay too: it may say something else by now.
    private async Task<bool> HoldsAsync(
        RunScope run, Flow flow, FlowTask step, RunElement element, TaskDefinition task, string place, CancellationToken cancellationToken)
    {
        if (step.Condition.Trim().Length == 0)
            return true;
        var own = $"{place}/e{element.Index:D8}?";
        var hash = CallBook.Hash("condition", step.Condition);
        if (await run.Calls.FindAsync(own, hash, "another condition", cancellationToken) is { } known)
            return (bool)known["holds"]!;
        var holds = await conditions.HoldsAsync(run, flow, step, element, cancellationToken);
        var call = run.Calls.Write(own, hash, new JsonObject { ["holds"] = holds });
        if (holds)
            run.Journal.PutCall(call);
        else
            tasks.Skip(run, element, task, null, place, call);
        return holds;
    }
}
