using System.Collections.Concurrent;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Runs;

namespace Flux.FlowOrchestrator.Flows;

/// <summary>One step over all elements, then the next step.</summary>
internal sealed class ParallelFlow(FlowEntries entries, FlowScripts scripts, FlowSteps steps, FlowTasks flowTasks) : IFlowBody
{
    /// <inheritdoc/>
    public ExecutionMode Mode => ExecutionMode.Parallel;

    /// <inheritdoc/>
    public async Task RunAsync(RunScope run, Flow flow, CancellationToken cancellationToken)
    {
        await entries.AppendAllAsync(run, run.Board.Elements.Where(e => !RunStates.IsFinal(run.Board.StateOf(e.Id))), cancellationToken);
        if (flow.ExecutionScript.Trim().Length > 0)
            await ScriptAsync(run, flow, cancellationToken);
        else
            await StepsAsync(run, flow, cancellationToken);
    }

    private async Task ScriptAsync(RunScope run, Flow flow, CancellationToken cancellationToken)
    {
        var outcome = await scripts.RunParallelAsync(run, flow, cancellationToken);
        run.Journal.ChangeRun(r => (r.ActionStatus, r.ActionInfo) = (outcome.ActionStatus, outcome.ActionInfo));
        if (outcome.Failure is not null)
            throw new FailureException(outcome.Failure);
        // An element that the script gave nothing to do was left out by it.
        foreach (var element in run.Board.Elements)
            run.Board.End(element.Id, run.Board.StateOf(element.Id) == WorkState.NotStarted ? WorkState.Skipped : WorkState.Completed);
    }

    private async Task StepsAsync(RunScope run, Flow flow, CancellationToken cancellationToken)
    {
        var ran = new ConcurrentDictionary<long, bool>();
        for (var step = run.Document.FirstStep; step < flow.Tasks.Count; step++)
        {
            var place = step;
            var ready = run.Board.Elements.Where(e => run.Board.NotedOf(e.Id) is null && !RunStates.IsFinal(run.Board.StateOf(e.Id)));
            var outcomes = await flowTasks.ForAllAsync(run, flow, ready, (element, ct) => steps.RunAsync(run, flow, place, element, ct), cancellationToken);
            foreach (var id in outcomes.Keys)
                ran[id] = true;
        }
        foreach (var element in run.Board.Elements)
            run.Board.End(element.Id, ran.ContainsKey(element.Id) ? WorkState.Completed : WorkState.Skipped);
    }
}
