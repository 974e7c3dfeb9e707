using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Flows;
using Flux.FlowOrchestrator.Tasks;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>What a run does between its first and its last state: select, order and filter, then the flow, or the one task.</summary>
internal sealed class RunBody(ElementSelector selector, PreExecution preExecution, IEnumerable<IFlowBody> flows, TaskRunner tasks, FlowEntries entries, StoredRuns stored, TimeProvider clock)
{
    /// <summary>Does it.</summary>
    public Task RunAsync(RunScope run, CancellationToken cancellationToken) =>
        run.InFlow ? FlowAsync(run, cancellationToken) : TaskAsync(run, cancellationToken);

    private async Task FlowAsync(RunScope run, CancellationToken cancellationToken)
    {
        var name = run.Document.Run.Flow;
        var flow = await run.Definitions.FindFlowAsync(null, name) ?? throw new FailureException("FLOW_NOT_FOUND", $"there is no flow '{name}'");
        await using var limit = Limit(run, flow);
        if (run.Document.Selected)
            await RestoreAsync(run, cancellationToken);
        else
            await SelectAsync(run, flow, cancellationToken);
        if (run.Board.Elements.Count > 0)
            await flows.Single(f => f.Mode == run.Document.Run.Mode).RunAsync(run, flow, cancellationToken);
    }

    private async Task SelectAsync(RunScope run, Flow flow, CancellationToken cancellationToken)
    {
        var selected = await selector.SelectAsync(run, flow, cancellationToken);
        if (selected.Count == 0)
            run.Log(RunLogLevel.Warning, "no element is selected; nothing to do");
        run.Board = new ElementBoard(run.Journal, clock, await OrderAsync(run, flow, selected, cancellationToken));
    }

    // Taken over: the elements are where they were, and what was begun on them has taught secrets that must stay hidden.
    private async Task RestoreAsync(RunScope run, CancellationToken cancellationToken)
    {
        run.Board = new ElementBoard(run.Journal, clock, await stored.ElementsAsync(run.Id, cancellationToken));
        if (run.InFlow)
            await entries.AppendAllAsync(run, run.Board.Elements.Where(e => run.Board.StateOf(e.Id) == WorkState.Running), cancellationToken);
    }

    // Stopped as by an operator, but FAILED: scripts and devices are told, and nothing new begins. A run that was taken over has what is left of its time.
    private ITimer? Limit(RunScope run, Flow flow)
    {
        if (flow.Timeout?.ToTimeSpan() is not { } limit)
            return null;
        var failure = Failures.Of("RUN_TIMEOUT", $"flow '{flow.ShortName}' did not end within {limit.TotalSeconds:0.###} s, its timeout");
        var left = limit - (clock.GetUtcNow() - (run.Journal.Snapshot().StartTime?.ToDateTimeOffset() ?? clock.GetUtcNow()));
        return clock.CreateTimer(_ => run.Active.Stop(new StopCause(failure, EndsCancelled: false)), null, left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private async Task<IReadOnlyList<RunElement>> OrderAsync(RunScope run, Flow flow, IReadOnlyList<RunElement> selected, CancellationToken cancellationToken)
    {
        if (selected.Count == 0)
            return selected;
        try
        {
            var kept = await preExecution.RunAsync(run, flow, selected, cancellationToken);
            if (kept.Count < selected.Count)
                run.Log(RunLogLevel.Info, $"the pre-execution script kept {kept.Count} of {selected.Count} elements");
            if (kept.Count == 0)
                run.Log(RunLogLevel.Warning, "the pre-execution script left no element; nothing to do");
            return kept;
        }
        catch
        {
            // Selected is selected: without an answer of the script, each element gets its result all the same.
            run.Board = new ElementBoard(run.Journal, clock, selected);
            throw;
        }
    }

    private async Task TaskAsync(RunScope run, CancellationToken cancellationToken)
    {
        var name = run.Document.Run.Task;
        var task = await run.Definitions.FindTaskAsync(null, name) ?? throw new FailureException("TASK_NOT_FOUND", $"there is no task '{name}'");
        if (run.Document.Selected)
            await RestoreAsync(run, cancellationToken);
        else
            run.Board = new ElementBoard(run.Journal, clock, await selector.SelectAsync(run, null, cancellationToken));
        foreach (var element in run.Board.Elements)
        {
            var outcome = await tasks.RunAsync(run, element, task, RetryPlan.None, "t", cancellationToken);
            run.Board.End(element.Id, WorkState.Completed, outcome.ActionStatus, outcome.ActionInfo);
        }
    }
}
