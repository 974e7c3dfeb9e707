using System.Text.Json;
using System.Text.Json.Nodes;
using Flux.Cli.Output;
using Flux.Contracts.Flow.V1;
using Google.Protobuf;
using Spectre.Console;

namespace Flux.Cli.Running;

/// <summary>Shows an ended run.</summary>
internal static class RunReport
{
    private static readonly JsonFormatter _formatter = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));

    /// <summary>One row an element, then the run's own end.</summary>
    public static void Print(Run run, IReadOnlyList<ElementResult> elements)
    {
        var table = Terminal.Table("element", "state", "time", "info");
        foreach (var element in elements)
            table.AddRow(new Text(element.ElementName), new Text(RunText.Of(element.State), LiveRunView.Style(element.State)), new Text(RunText.Between(element.StartTime, element.EndTime)), new Text(RunText.Info(element)));
        Terminal.Write(table);
        var text = $"run {run.Id} {RunText.Of(run.State)} in {RunText.Between(run.StartTime ?? run.CreateTime, run.EndTime)}: {run.CompletedCount} completed, {run.FailedCount} failed, {run.OtherCount} other";
        var info = run.Failure is { } failure ? RunText.Of(failure) : RunText.Info(run.ActionStatus, run.ActionInfo);
        Terminal.Line(info.Length > 0 ? $"{text}; {info}" : text);
    }

    /// <summary>Every task with its steps and their durations.</summary>
    public static void PrintSteps(IReadOnlyList<TaskResult> tasks, IReadOnlyList<ElementResult> elements)
    {
        var names = elements.ToDictionary(element => element.ElementId, element => element.ElementName);
        var table = Terminal.Table("element", "task", "step", "status", "time");
        foreach (var task in tasks)
        {
            foreach (var (index, step) in task.Steps.Index())
            {
                table.AddRow(
                    new Text(index == 0 ? names.GetValueOrDefault(task.ElementId, $"{task.ElementId}") : ""),
                    new Text(index == 0 ? task.Task : ""),
                    new Text(step.Step),
                    step.Status == StepStatus.Ok ? new Text("ok", new Style(Color.Green)) : new Text(step.Failure is { } failure ? RunText.Of(failure) : "ERROR", new Style(Color.Red)),
                    new Text(RunText.Of(step.Duration?.ToTimeSpan() ?? TimeSpan.Zero)));
            }
        }

        Terminal.Write(table);
    }

    /// <summary>The run for machines, in the contract's own JSON.</summary>
    public static JsonObject Json(Run run, IEnumerable<ElementResult> elements, IEnumerable<TaskResult> tasks) => new()
    {
        ["run"] = Json(run),
        ["elements"] = new JsonArray([.. elements.Select(Json)]),
        ["tasks"] = new JsonArray([.. tasks.Select(Json)]),
    };

    /// <summary>A message of the contract as JSON.</summary>
    public static JsonNode Json(IMessage message) => JsonNode.Parse(_formatter.Format(message), null, new JsonDocumentOptions { MaxDepth = 256 })!;
}
