using System.Runtime.CompilerServices;
using Flux.Contracts.Flow.V1;
using Flux.Documents;
using Flux.Hosting;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>
/// Follows a run: reads stored events page by page at the watcher's own pace and waits only when it has seen all. Nothing is kept per watcher,
/// so a slow one costs nothing and misses nothing; one that keeps up gets what the run's tail still has.
/// </summary>
internal sealed class RunWatcher(IDocumentStore store, RunReader runs, ActiveRuns actives, TimeProvider clock)
{
    private const int Page = 200;

    // How often a run is looked at that is at work elsewhere, or waits to be taken over: nothing here tells of its events.
    private static readonly TimeSpan Elsewhere = TimeSpan.FromMilliseconds(250);

    /// <summary>The events after a sequence number, to the end of the run.</summary>
    /// <exception cref="FluxException">NOT_FOUND; INVALID_ARGUMENT: a number that the run has not reached.</exception>
    public async IAsyncEnumerable<RunEvent> WatchAsync(string runId, long afterSequence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var run = await runs.GetAsync(runId, cancellationToken);
        if (afterSequence < 0 || afterSequence > run.LastSequence)
            throw FluxError.InvalidArgument("after_sequence", $"must be 0 to {run.LastSequence}, the last number so far");
        while (true)
        {
            // Before reading: what is stored after the read wakes the wait. A run that is not active has stored its last event.
            var active = actives.Find(runId);
            var more = active?.Stored.Next;
            var ended = active is null ? RunStates.IsFinal((await runs.GetAsync(runId, cancellationToken)).Run.State) : active.Ended.IsCompleted;
            var (events, all) = active?.Tail.After(afterSequence) is { } tail ? (tail, true) : await PageAsync(runId, afterSequence, cancellationToken);
            foreach (var next in events)
            {
                if (next.Sequence > afterSequence + 1)
                    yield return Gap(runId, afterSequence + 1, next);
                afterSequence = next.Sequence;
                yield return next;
                if (next.Run is { } told && RunStates.IsFinal(told.State))
                    yield break;
            }
            if (!all)
                continue;
            if (ended)
                yield break;
            await (more?.WaitAsync(cancellationToken) ?? Task.Delay(Elsewhere, clock, cancellationToken));
        }
    }

    // Events are stored in the order of their numbers, so one that is missing before a later one is gone.
    private static RunEvent Gap(string runId, long first, RunEvent next) => new()
    {
        RunId = runId,
        Sequence = next.Sequence - 1,
        Time = next.Time,
        Gap = new GapEvent { FirstSequence = first, LastSequence = next.Sequence - 1, Reason = "deleted by the retention policy" },
    };

    private async Task<(IReadOnlyList<RunEvent> Events, bool All)> PageAsync(string runId, long after, CancellationToken cancellationToken)
    {
        var query = DocumentQuery.All
            .Where("id", DocumentOperator.Prefix, runId + "/").Where("id", DocumentOperator.Greater, EventDocument.Id(runId, after)).OrderBy("id").Take(Page);
        var page = await store.QueryAsync(EventDocument.Type, query, cancellationToken);
        return ([.. page.Items.Select(document => document.Value.Event)], page.NextToken is null);
    }
}
