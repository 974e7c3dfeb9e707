using System.CommandLine;
using Flux.Cli.Output;
using Flux.Cli.Running;
using Flux.Contracts.Flow.V1;

namespace Flux.Cli.Commands;

/// <summary>flux cancel, pause and resume: an operator stops, holds and lets go a run.</summary>
internal static class RunControlCommand
{
    public static Command Cancel() => Create("cancel", "Stop a run: nothing starts afterwards.", takesReason: true,
        async (flow, id, reason, token) => (await flow.CancelRunAsync(new CancelRunRequest { Id = id, Reason = reason }, cancellationToken: token)).Run);

    public static Command Pause() => Create("pause", "Hold a run: what is at work ends, nothing else begins until resume.", takesReason: true,
        async (flow, id, reason, token) => (await flow.PauseRunAsync(new PauseRunRequest { Id = id, Reason = reason }, cancellationToken: token)).Run);

    public static Command Resume() => Create("resume", "Let a held run go on.", takesReason: false,
        async (flow, id, _, token) => (await flow.ResumeRunAsync(new ResumeRunRequest { Id = id }, cancellationToken: token)).Run);

    private static Command Create(string name, string description, bool takesReason, Func<FlowService.FlowServiceClient, string, string, CancellationToken, Task<Run>> call)
    {
        var id = new Argument<string>("RUN") { Description = "Id of the run." };
        var reason = new Option<string>("--reason") { Description = "Why, for the run's log.", DefaultValueFactory = _ => "" };
        var json = CommonOptions.Json("Print the run as JSON.");
        var data = CommonOptions.Data();
        var command = new Command(name, description) { id, json, data };
        if (takesReason)
            command.Add(reason);
        command.SetAction((parsed, _) => CommandRunner.RunAsync(async cancellationToken =>
        {
            using var suite = SuiteConnection.To(parsed.GetValue(data)!);
            var run = await call(suite.Flow, parsed.GetValue(id)!, takesReason ? parsed.GetValue(reason)! : "", cancellationToken);
            Terminal.Line(parsed.GetValue(json) ? RunReport.Json(run).ToJsonString(Terminal.Json) : $"run {run.Id} {RunText.Of(run.State)}");
            return 0;
        }));
        return command;
    }
}
