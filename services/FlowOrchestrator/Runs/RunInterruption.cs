using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>Ends runs that nobody goes on with: as FAILED, and every element with its result.</summary>
internal sealed class RunInterruption(IDocumentStore store, StoredRuns stored, TimeProvider clock)
{
    /// <summary>Ends a run and those nested in it.</summary>
    public async Task EndAsync(Document<RunDocument> run, Failure reason, CancellationToken cancellationToken)
    {
        await EndChildrenAsync(run.Id, reason, cancellationToken);
        using var active = new ActiveRun(run.Id);
        var journal = new RunJournal(store, clock, active, run);
        var now = Timestamp.FromDateTimeOffset(clock.GetUtcNow());
        foreach (var task in await stored.TasksAsync(run.Id, WorkState.Running, cancellationToken))
        {
            (task.Result.State, task.Result.EndTime) = (WorkState.Failed, now);
            task.Result.Warnings.Add($"{reason.Reason}: the element may be changed");
            journal.ChangeTask(task.Result, "");
        }
        foreach (var (state, final) in new[] { (WorkState.Running, WorkState.Failed), (WorkState.NotStarted, WorkState.Cancelled) })
        {
            foreach (var element in await stored.ElementsAsync(run.Id, state, cancellationToken))
            {
                (element.Result.State, element.Result.EndTime, element.Result.Failure) = (final, now, reason);
                journal.ChangeElement(element.Result);
            }
        }
        journal.ChangeRun(r => (r.State, r.EndTime, r.Failure) = (RunState.Failed, now, reason));
        await journal.FlushAsync();
    }

    /// <summary>Ends what is nested in a run and has not ended: calls that its replay did not come to again.</summary>
    public async Task EndChildrenAsync(string runId, Failure reason, CancellationToken cancellationToken)
    {
        foreach (var child in await stored.ChildrenAsync(runId, cancellationToken))
        {
            if (!RunStates.IsFinal(child.Value.Run.State))
                await EndAsync(child, reason, cancellationToken);
        }
    }
}
