using System.CommandLine;
using System.Globalization;
using Flux.Cli.Output;
using Flux.Contracts.Flow.V1;

namespace Flux.Cli.Commands;

/// <summary>flux rerun: runs an ended run's flow again.</summary>
internal static class RerunCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("RUN") { Description = "Id of the ended run." };
        var failed = new Option<bool>("--failed") { Description = "Only the elements that failed or were cancelled." };
        var from = new Option<string>("--from") { Description = "Only those, from a step on: its 0-based place, or the short_name of its task. Results of earlier steps are not there." };
        var current = new Option<bool>("--current") { Description = "With the definitions as they are now instead of those of the ended run." };
        var watch = new Option<bool>("--watch", "-w") { Description = "Show progress until the end; exit code 0 only when the run completed. Ctrl-C cancels the run." };
        var json = CommonOptions.Json("Wait for the end and print one JSON document.");
        var data = CommonOptions.Data();
        var command = new Command("rerun", "Run an ended run's flow again.") { id, failed, from, current, watch, json, data };
        command.Validators.Add(result =>
        {
            if (result.GetValue(failed) && result.GetResult(from) is not null)
                result.AddError("give either --failed or --from, which takes the failed elements anyway");
        });
        command.SetAction((parsed, _) => CommandRunner.RunAsync(async cancellationToken =>
        {
            using var suite = SuiteConnection.To(parsed.GetValue(data)!);
            var request = new RerunFlowRequest
            {
                RunId = parsed.GetValue(id)!,
                Scope = parsed.GetValue(failed) ? RerunScope.FailedElements : parsed.GetValue(from) is null ? RerunScope.FromStart : RerunScope.FromStep,
                CurrentDefinitions = parsed.GetValue(current),
                RequestId = Guid.NewGuid().ToString(),
            };
            if (parsed.GetValue(from) is { } step)
                request.FromStep = await StepAsync(suite.Flow, request, step, cancellationToken);
            var run = (await suite.Flow.RerunFlowAsync(request, cancellationToken: cancellationToken)).Run;
            if (parsed.GetValue(watch) || parsed.GetValue(json))
                return await RunFollower.FollowAsync(suite, run.Id, parsed.GetValue(json), cancellationToken);
            Terminal.Line(run.Id);
            return 0;
        }));
        return command;
    }

    private static async Task<int> StepAsync(FlowService.FlowServiceClient flow, RerunFlowRequest request, string step, CancellationToken cancellationToken)
    {
        if (int.TryParse(step, CultureInfo.InvariantCulture, out var place))
            return place;
        var run = (await flow.GetRunAsync(new GetRunRequest { Id = request.RunId }, cancellationToken: cancellationToken)).Run;
        if (run.Flow.Length == 0)
            throw new CliException($"run {run.Id} is of a task, which has no steps");
        var version = await flow.GetDefinitionVersionAsync(
            new GetDefinitionVersionRequest { Type = DefinitionType.Flow, ShortName = run.Flow, Revision = request.CurrentDefinitions ? 0 : run.DefinitionRevision },
            cancellationToken: cancellationToken);
        var names = version.Version.Flow.Tasks.Select(task => task.Task).ToList();
        return names.IndexOf(step) is >= 0 and var found ? found
            : throw new CliException($"flow '{run.Flow}' has no step '{step}'; its steps are {(names.Count == 0 ? "in a script" : string.Join(", ", names))}");
    }
}
