using System.CommandLine;
using System.Globalization;
using Flux.Cli.Apply;
using Flux.Cli.Output;
using Flux.Cli.Running;
using Flux.Contracts.Flow;
using Flux.Contracts.Flow.V1;
using Grpc.Core;
using LogLevel = Flux.Contracts.Common.V1.LogLevel;
using Task = System.Threading.Tasks.Task;

namespace Flux.Cli.Commands;

/// <summary>flux logs: what happened in a run.</summary>
internal static class LogsCommand
{
    private static readonly IReadOnlyDictionary<string, int> _levels =
        KeyTable.Values(ListRunLogsRequest.Descriptor.FindFieldByNumber(ListRunLogsRequest.MinLevelFieldNumber).EnumType);

    public static Command Create()
    {
        var id = new Argument<string>("RUN") { Description = "Id of the run." };
        var element = new Option<string>("--element") { Description = "Only lines about this element: name or id." };
        var level = new Option<string>("--level") { Description = "Only lines of this level or a graver one." };
        level.AcceptOnlyFromAmong([.. _levels.Keys]);
        var text = new Option<string>("--text") { Description = "Only lines that hold this text, in the same case.", DefaultValueFactory = _ => "" };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on with what happens until the run ends." };
        var json = CommonOptions.Json("Print one JSON document a line.");
        var data = CommonOptions.Data();
        var command = new Command("logs", "Show the log of a run: messages, steps and states.") { id, element, level, text, follow, json, data };
        command.SetAction((parsed, _) => CommandRunner.RunAsync(async cancellationToken =>
        {
            using var suite = SuiteConnection.To(parsed.GetValue(data)!);
            var request = new ListRunLogsRequest { RunId = parsed.GetValue(id)!, PageSize = 1000, Text = parsed.GetValue(text)! };
            if (parsed.GetValue(level) is { } least)
                request.MinLevel = (LogLevel)_levels[least];
            if (parsed.GetValue(element) is { } name)
                request.ElementId = await ElementAsync(suite.Flow, request.RunId, name, cancellationToken);
            var show = parsed.GetValue(json) ? (Action<LogLine>)(line => Terminal.Line(RunReport.Json(line).ToJsonString())) : line => Terminal.Line(Plain(line));
            await (parsed.GetValue(follow) ? FollowAsync(suite.Flow, request, show, cancellationToken) : ListAsync(suite.Flow, request, show, cancellationToken));
            return 0;
        }));
        return command;
    }

    /// <summary>Time, level, element, task and message of a line.</summary>
    public static string Plain(LogLine line) =>
        $"{line.Time?.ToDateTime():yyyy-MM-dd HH:mm:ss.fff}  {line.Level.ToString().ToLowerInvariant(),-7} {Who(line),-16} {line.Task,-12} {(line.Attempt > 1 ? $"(attempt {line.Attempt}) " : "")}{SafeText.Indented(line.Message)}";

    private static string Who(LogLine line) => line.ElementName.Length > 0 ? line.ElementName : line.ElementId > 0 ? $"#{line.ElementId}" : "-";

    private static async Task ListAsync(FlowService.FlowServiceClient flow, ListRunLogsRequest request, Action<LogLine> show, CancellationToken cancellationToken)
    {
        do
        {
            var page = await flow.ListRunLogsAsync(request, cancellationToken: cancellationToken);
            foreach (var line in page.Lines)
                show(line);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
    }

    private static async Task FollowAsync(FlowService.FlowServiceClient flow, ListRunLogsRequest request, Action<LogLine> show, CancellationToken cancellationToken)
    {
        using var events = flow.WatchRun(new WatchRunRequest { RunId = request.RunId }, cancellationToken: cancellationToken);
        await foreach (var response in events.ResponseStream.ReadAllAsync(cancellationToken))
        {
            var line = LogLines.Of(response.Event);
            if (LogLines.IsWanted(line, request))
                show(line);
        }
    }

    private static async Task<long> ElementAsync(FlowService.FlowServiceClient flow, string run, string name, CancellationToken cancellationToken)
    {
        if (long.TryParse(name, CultureInfo.InvariantCulture, out var id))
            return id;
        var elements = await new RunWatcher(flow).ElementsAsync(run, cancellationToken);
        return elements.FirstOrDefault(element => element.ElementName == name)?.ElementId ?? throw new CliException($"run {run} has no element '{name}'");
    }
}
