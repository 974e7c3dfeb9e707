using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Runs;

namespace Flux.FlowOrchestrator.Flows;

/// <summary>All steps for one element, then the next element. An element that fails does not stop the others.</summary>
internal sealed class SerialFlow(FlowEntries entries, FlowScripts scripts, FlowSteps steps) : IFlowBody
{
    /// <inheritdoc/>
    public ExecutionMode Mode => ExecutionMode.Serial;

    /// <inheritdoc/>
    public async Task RunAsync(RunScope run, Flow flow, CancellationToken cancellationToken)
    {
        foreach (var element in run.Board.Elements)
        {
            await run.Active.PassAsync(cancellationToken);
            // Ended before the run was taken over.
            if (RunStates.IsFinal(run.Board.StateOf(element.Id)))
                continue;
            if (FlowTasks.IsEnough(run, flow))
            {
                FlowTasks.LeaveOut(run, flow, element);
                continue;
            }
            try
            {
                await entries.AppendAsync(run, element, cancellationToken);
                run.Board.Begin(element.Id);
                if (flow.ExecutionScript.Trim().Length > 0)
                    await ScriptAsync(run, flow, element, cancellationToken);
                else
                    await StepsAsync(run, flow, element, cancellationToken);
            }
            catch (FailureException e) when (!cancellationToken.IsCancellationRequested)
            {
                run.Board.Fail(element.Id, Failures.Masked(e.Failure, run.Secrets.All.Apply));
            }
            await run.Journal.FlushAsync();
        }
    }

    private async Task ScriptAsync(RunScope run, Flow flow, RunElement element, CancellationToken cancellationToken)
    {
        var outcome = await scripts.RunSerialAsync(run, flow, element, cancellationToken);
        if (outcome.Failure is not null)
            run.Board.Note(element.Id, outcome.Failure);
        run.Board.End(element.Id, WorkState.Completed, outcome.ActionStatus, outcome.ActionInfo);
    }

    private async Task StepsAsync(RunScope run, Flow flow, RunElement element, CancellationToken cancellationToken)
    {
        var ran = false;
        for (var step = run.Document.FirstStep; step < flow.Tasks.Count && run.Board.NotedOf(element.Id) is null; step++)
            ran |= await steps.RunAsync(run, flow, step, element, cancellationToken) is not null;
        run.Board.End(element.Id, ran ? WorkState.Completed : WorkState.Skipped);
    }
}
