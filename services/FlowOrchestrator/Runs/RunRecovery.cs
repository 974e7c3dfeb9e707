using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>
/// At start, before calls are taken: runs that an earlier process left RUNNING end as FAILED with reason ORCHESTRATOR_RESTARTED and every element its
/// result; runs that had not begun are taken over. Runs are not replayed yet: what had been done to an element is in its task results.
/// </summary>
internal sealed class RunRecovery(IDocumentStore store, ActiveRuns actives, RunExecutor executor, TimeProvider clock, ILogger<RunRecovery> log) : IHostedService
{
    private const int Page = 500;

    private static readonly Failure Reason = Failures.Of(
        Failures.Restarted, "flow-orchestrator ended while the run was at work; see the task results for what was done, then run it again");

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var run in await AllAsync(RunDocument.Type, DocumentQuery.All.Where("state", DocumentOperator.Equal, RunState.Running), cancellationToken))
        {
            await EndAsync(run, cancellationToken);
            log.RunInterrupted(run.Id, run.Value.Run.Flow);
        }
        foreach (var run in await AllAsync(RunDocument.Type, DocumentQuery.All.Where("state", DocumentOperator.In, new[] { RunState.Pending, RunState.Paused }), cancellationToken))
        {
            // A nested run cannot go on without its parent.
            if (run.Value.Run.ParentRunId.Length > 0)
                await EndAsync(run, cancellationToken);
            else
                Resume(run);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Resume(Document<RunDocument> run)
    {
        var active = actives.Add(run.Id);
        active.Journal = new RunJournal(store, clock, active, run);
        if (run.Value.Run.State == RunState.Paused)
            active.Hold();
        executor.Enqueue(active, run.Value);
    }

    private async Task EndAsync(Document<RunDocument> stored, CancellationToken cancellationToken)
    {
        var run = stored.Value;
        using var active = new ActiveRun(run.Run.Id);
        var journal = new RunJournal(store, clock, active, stored);
        var now = Timestamp.FromDateTimeOffset(clock.GetUtcNow());
        foreach (var (_, _, task) in await AllAsync(TaskDocument.Type, InState(run, WorkState.Running), cancellationToken))
        {
            task.Result.State = WorkState.Failed;
            task.Result.EndTime = now;
            task.Result.Warnings.Add($"{Reason.Reason}: the element may be changed");
            journal.ChangeTask(task.Result);
        }
        foreach (var (state, final) in new[] { (WorkState.Running, WorkState.Failed), (WorkState.NotStarted, WorkState.Cancelled) })
        {
            foreach (var (_, _, element) in await AllAsync(ElementDocument.Type, InState(run, state), cancellationToken))
            {
                (element.Result.State, element.Result.EndTime, element.Result.Failure) = (final, now, Reason);
                journal.ChangeElement(element.Result);
            }
        }
        journal.ChangeRun(r => (r.State, r.EndTime, r.Failure) = (RunState.Failed, now, Reason));
        await journal.FlushAsync();
    }

    private static DocumentQuery InState(RunDocument run, WorkState state) =>
        DocumentQuery.All.Where("state", DocumentOperator.Equal, ElementDocument.StateKey(run.Run.Id, state));

    private async Task<List<Document<T>>> AllAsync<T>(DocumentType<T> type, DocumentQuery query, CancellationToken cancellationToken)
        where T : class
    {
        var all = new List<Document<T>>();
        string? token = null;
        do
        {
            var page = await store.QueryAsync(type, query.Take(Page).After(token), cancellationToken);
            all.AddRange(page.Items);
            token = page.NextToken;
        }
        while (token is not null);
        return all;
    }
}
