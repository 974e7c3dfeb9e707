using Microsoft.AspNetCore.Http;

namespace Flux.Hosting;

// The health watches that are open, so that a stop can wait until they have heard of it.
internal sealed class HealthWatches
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _none = Completed();
    private int _open;

    // Completes when the last of them has its answer, trailers included.
    public Task None
    {
        get
        {
            lock (_lock)
                return _none.Task;
        }
    }

    public void Add(HttpContext context)
    {
        lock (_lock)
        {
            if (_open++ == 0)
                _none = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        context.Response.OnCompleted(() =>
        {
            lock (_lock)
            {
                if (--_open == 0)
                    _none.TrySetResult();
            }
            return Task.CompletedTask;
        });
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }
}
