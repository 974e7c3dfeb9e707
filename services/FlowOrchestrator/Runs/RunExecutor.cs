using System.Collections.Concurrent;
using Flux.Documents;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Tasks;
using Microsoft.Extensions.Options;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>
/// Runs at work in this process: as many at once as the options allow, the others in the order in which they came. A process that is stopped gives all of
/// them back, once the tasks at work have ended or had their time to; the next one goes on with them.
/// </summary>
internal sealed class RunExecutor(
    RunEngine engine, RunInterruption interruption, IDocumentStore store, Owner owner, ActiveRuns actives, TasksAtWork tasks, FlowOptions options, IOptions<HostOptions> host,
    TimeProvider clock, ILogger<RunExecutor> log) : IHostedService, IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.MaxRuns);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, Task> _work = new();

    /// <summary>Takes over a stored run.</summary>
    public void Enqueue(ActiveRun active, RunDocument document, bool replays = false)
    {
        // The task is registered before it can remove itself.
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // The run must not inherit deadline, cancellation and trace of the call that asked for it.
        using (ExecutionContext.SuppressFlow())
            _work[active.Id] = Task.Run(() => WorkAsync(active, document, replays, begin.Task));
        begin.SetResult();
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        actives.HoldAll();
        await LetTasksEndAsync(cancellationToken);
        actives.StopAll(new StopCause(Failures.Of(Failures.Restarted, "flow-orchestrator was stopped while the run was at work"), EndsCancelled: false, Leaves: true));
        await Task.WhenAll(_work.Values).WaitAsync(cancellationToken);
        await owner.EndAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _slots.Dispose();
        _stopping.Dispose();
    }

    // An interrupted task may leave its element half changed, and fails it; most tasks need no longer than a moment.
    private async Task LetTasksEndAsync(CancellationToken cancellationToken)
    {
        var limit = options.StopWait < host.Value.ShutdownTimeout / 2 ? options.StopWait : host.Value.ShutdownTimeout / 2;
        try
        {
            await tasks.IdleAsync().WaitAsync(limit, clock, cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // They had their time.
        }
    }

    private async Task WorkAsync(ActiveRun active, RunDocument document, bool replays, Task begin)
    {
        await begin;
        var slot = false;
        try
        {
            slot = await WaitAsync(active);
            if (_stopping.IsCancellationRequested)
            {
                active.Journal!.Leave();
                await active.Journal.FlushAsync();
            }
            else
            {
                await engine.ExecuteAsync(active, document, replays: replays);
            }
        }
        catch (Exception e)
        {
            log.RunFault(e, active.Id);
        }
        finally
        {
            if (slot)
                _slots.Release();
            actives.Remove(active);
            active.Dispose();
            await CleanAsync(active, replays);
            _work.TryRemove(active.Id, out _);
        }
    }

    // What replays no more needs no book of its calls; and what a replay did not come to again has lost its parent.
    private async Task CleanAsync(ActiveRun active, bool replays)
    {
        if (_stopping.IsCancellationRequested || !RunStates.IsFinal(active.Journal!.Snapshot().State))
            return;
        try
        {
            await CleanAsync(active.Id, replays);
        }
        catch (Exception e)
        {
            // Retention does the rest, much later.
            log.RunNotCleaned(e, active.Id);
        }
    }

    private async Task CleanAsync(string id, bool replays)
    {
        if (replays)
            await interruption.EndChildrenAsync(id, Failures.Of(Failures.Restarted, "the run that called this one did not come to the call again after a takeover"), _stopping.Token);
        await store.DeleteAllAsync(CallDocument.Type, DocumentQuery.All.Where("id", DocumentOperator.Prefix, id + "/"), 200, _stopping.Token);
    }

    // A cancelled run needs no slot to end; neither does one that stays for the next start.
    private async Task<bool> WaitAsync(ActiveRun active)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(active.Token, _stopping.Token);
        try
        {
            while (true)
            {
                // One that is paused before it began takes no slot from others.
                await active.PassAsync(either.Token);
                await _slots.WaitAsync(either.Token);
                if (!active.IsHeld)
                    return true;
                _slots.Release();
            }
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
