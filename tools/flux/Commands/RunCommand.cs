using System.CommandLine;
using Flux.Cli.Apply;
using Flux.Cli.Output;
using Flux.Cli.Running;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;

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

        return await RunFollower.FollowAsync(suite, run.Id, json, cancellationToken);
    }
}
