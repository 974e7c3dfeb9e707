using System.Collections.Concurrent;

namespace Flux.Cli.Supervision;

/// <summary>
/// One thread that lives as long as the process. The kernel sends the parent-death signal when the thread that started a child ends,
/// and threads of the pool come and go.
/// </summary>
internal static class ParentThread
{
    private static readonly BlockingCollection<Action> _work = [];

    static ParentThread() => new Thread(Loop) { IsBackground = true, Name = "parent" }.Start();

    /// <summary>Runs the function there and waits for its result.</summary>
    public static Task<T> RunAsync<T>(Func<T> function)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(function());
            }
            catch (Exception error)
            {
                done.SetException(error);
            }
        });
        return done.Task;
    }

    private static void Loop()
    {
        foreach (var action in _work.GetConsumingEnumerable())
            action();
    }
}
