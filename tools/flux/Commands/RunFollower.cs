using Flux.Cli.Output;
using Flux.Cli.Running;
using Flux.Contracts.Flow.V1;
using Grpc.Core;
using Task = System.Threading.Tasks.Task;

namespace Flux.Cli.Commands;

/// <summary>Shows a run until its end.</summary>
internal static class RunFollower
{
    /// <summary>Follows it; the first Ctrl-C asks the service to stop the run, and the watch goes on to its end; the second one ends this process.</summary>
    /// <returns>0 when it completed.</returns>
    public static async Task<int> FollowAsync(SuiteConnection suite, string id, bool json, CancellationToken cancellationToken)
    {
        await using var cancel = cancellationToken.Register(() => _ = CancelAsync(suite, id));
        var watcher = new RunWatcher(suite.Flow);
        var run = json ? await watcher.WatchAsync(id, new SilentRunView(), CancellationToken.None)
            : Terminal.Interactive ? await LiveRunView.DrawAsync(view => watcher.WatchAsync(id, view, CancellationToken.None))
            : await watcher.WatchAsync(id, new PlainRunView(), CancellationToken.None);
        var elements = await watcher.ElementsAsync(id, CancellationToken.None);
        if (json)
            Terminal.Line(RunReport.Json(run, elements, await watcher.TasksAsync(id, CancellationToken.None)).ToJsonString(Terminal.Json));
        else
            RunReport.Print(run, elements);
        return run.State == RunState.Completed ? 0 : 1;
    }

    private static async Task CancelAsync(SuiteConnection suite, string id)
    {
        Terminal.Note("asking the service to stop the run; press Ctrl-C again to leave at once");
        try
        {
            await suite.Flow.CancelRunAsync(new CancelRunRequest { Id = id, Reason = "cancelled from the command line" });
        }
        catch (RpcException error)
        {
            Terminal.Error(RpcErrorText.Of(error));
        }
    }
}
