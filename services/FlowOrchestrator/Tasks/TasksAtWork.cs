namespace Flux.FlowOrchestrator.Tasks;

/// <summary>Counts the executions of tasks that are at work in this process: one that is stopped lets them end before it gives their runs back.</summary>
internal sealed class TasksAtWork
{
    private readonly Lock _gate = new();
    private int _count;
    private TaskCompletionSource? _idle;

    /// <summary>One begins; it ends when the result is disposed.</summary>
    public IDisposable Begin()
    {
        lock (_gate)
            _count++;
        return new Work(this);
    }

    /// <summary>Completes when none is at work.</summary>
    public Task IdleAsync()
    {
        lock (_gate)
            return _count == 0 ? Task.CompletedTask : (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    private void End()
    {
        lock (_gate)
        {
            if (--_count > 0)
                return;
            _idle?.SetResult();
            _idle = null;
        }
    }

    private sealed class Work(TasksAtWork all) : IDisposable
    {
        public void Dispose() => all.End();
    }
}
