using System.CommandLine;
using Flux.Cli.Apply;
using Flux.Cli.Output;
using Flux.Cli.Running;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Grpc.Core;
using Task = System.Threading.Tasks.Task;

namespace Flux.Cli.Commands;

/// <summary>flux run: starts a flow and, on request, watches it.</summary>
internal static class RunCommand
{
    private static readonly IReadOnlyDictionary<string, int> _modes =
        KeyTable.Values(RunFlowRequest.Descriptor.FindFieldByNumber(RunFlowRequest.ModeFieldNumber).EnumType);

    public static Command Create()
    {
        var flow = new Argument<string>("FLOW") { Description = "short_name of the flow." };
        var watch = new Option<bool>("--watch", "-w") { Description = "Show progress until the end; exit code 0 only when the run completed. Ctrl-C cancels the run." };
        var mode = new Option<string>("--mode") { Description = "serial or parallel, instead of the flow's own mode." };
        mode.AcceptOnlyFromAmong([.. _modes.Keys]);
        var user = new Option<string>("--user") { Description = "Who runs it: login name, for context['flow']['user']." };
        var fullName = new Option<string>("--full-name") { Description = "That person's full name." };
        var email = new Option<string>("--email") { Description = "That person's address." };
        var json = CommonOptions.Json("Wait for the end and print one JSON document.");
        var data = CommonOptions.Data();
        var command = new Command("run", "Run a flow.") { flow, watch, mode, user, fullName, email, json, data };
        command.SetAction((parsed, _) =>
        {
            var request = new RunFlowRequest { Flow = parsed.GetValue(flow), RequestId = Guid.NewGuid().ToString() };
            if (parsed.GetValue(mode) is { } chosen)
                request.Mode = (ExecutionMode)_modes[chosen];
            if (parsed.GetValue(user) is { } name)
                request.User = new User { Username = name, FullName = parsed.GetValue(fullName) ?? "", Email = parsed.GetValue(email) ?? "" };
            return CommandRunner.RunAsync(cancellationToken => RunAsync(request, parsed.GetValue(watch), parsed.GetValue(json), parsed.GetValue(data)!, cancellationToken));
        });
        return command;
    }

    private static async Task<int> RunAsync(RunFlowRequest request, bool watch, bool json, string data, CancellationToken cancellationToken)
    {
        using var suite = SuiteConnection.To(data);
        var run = (await suite.Flow.RunFlowAsync(request, cancellationToken: cancellationToken)).Run;
        if (!watch && !json)
        {
            Terminal.Line(run.Id);
            return 0;
        }

        // The first Ctrl-C asks the service to stop the run, and the watch goes on to its end; the second one ends this process.
        await using var cancel = cancellationToken.Register(() => _ = CancelAsync(suite, run.Id));
        var watcher = new RunWatcher(suite.Flow);
        run = json ? await watcher.WatchAsync(run.Id, new SilentRunView(), CancellationToken.None)
            : Terminal.Interactive ? await LiveRunView.DrawAsync(view => watcher.WatchAsync(run.Id, view, CancellationToken.None))
            : await watcher.WatchAsync(run.Id, new PlainRunView(), CancellationToken.None);
        var elements = await watcher.ElementsAsync(run.Id, CancellationToken.None);
        if (json)
            Terminal.Line(RunReport.Json(run, elements, await watcher.TasksAsync(run.Id, CancellationToken.None)).ToJsonString(Terminal.Json));
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
