using System.Collections.Concurrent;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Runs;

/// <summary>
/// Runs at work in this process: as many at once as the options allow, the others in the order in which they came. A stopped process ends
/// its running runs as FAILED and leaves the waiting ones for its next start.
/// </summary>
internal sealed class RunExecutor(RunEngine engine, ActiveRuns actives, FlowOptions options, ILogger<RunExecutor> log) : IHostedService, IDisposable
{
    private readonly SemaphoreSlim _slots = new(options.MaxRuns);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<string, Task> _work = new();

    /// <summary>Takes over a stored run.</summary>
    public void Enqueue(ActiveRun active, RunDocument document)
    {
        // The task is registered before it can remove itself.
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // The run must not inherit deadline, cancellation and trace of the call that asked for it.
        using (ExecutionContext.SuppressFlow())
            _work[active.Id] = Task.Run(() => WorkAsync(active, document, begin.Task));
        begin.SetResult();
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        actives.StopAll(new StopCause(Failures.Of(Failures.Restarted, "flow-orchestrator was stopped while the run was at work; run it again"), EndsCancelled: false));
        await Task.WhenAll(_work.Values).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _slots.Dispose();
        _stopping.Dispose();
    }

    private async Task WorkAsync(ActiveRun active, RunDocument document, Task begin)
    {
        await begin;
        var slot = false;
        try
        {
            slot = await WaitAsync(active);
            if (!_stopping.IsCancellationRequested)
                await engine.ExecuteAsync(active, document);
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
            _work.TryRemove(active.Id, out _);
        }
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
