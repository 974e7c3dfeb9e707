using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;

namespace Flux.Cli.Running;

/// <summary>What a watcher is told as a line of the log: the same lines as ListRunLogs gives later.</summary>
internal static class EventLine
{
    /// <summary>The line of an event; null for a gap.</summary>
    public static LogLine? Of(RunEvent told)
    {
        var line = told.EventCase switch
        {
            RunEvent.EventOneofCase.Log => new LogLine
            {
                Kind = LogLineKind.Message, Level = told.Log.Level, Message = told.Log.Message,
                ElementId = told.Log.ElementId, ElementName = told.Log.ElementName, Task = told.Log.Task, Attempt = told.Log.Attempt,
            },
            RunEvent.EventOneofCase.Step => new LogLine
            {
                Kind = LogLineKind.Step, Level = LevelOf(told.Step.Step.Status == StepStatus.Error),
                Message = $"step {told.Step.Step.Step} {Name(told.Step.Step.Status)} after {told.Step.Step.Duration?.ToTimeSpan().TotalMilliseconds ?? 0:0} ms{Why(told.Step.Step.Failure)}",
                ElementId = told.Step.ElementId, ElementName = told.Step.ElementName, Task = told.Step.Task, Attempt = told.Step.Attempt,
            },
            RunEvent.EventOneofCase.Task => new LogLine
            {
                Kind = LogLineKind.Task, Level = LevelOf(told.Task.State == WorkState.Failed),
                Message = $"task {Name(told.Task.State)}{Why(told.Task.Steps.FirstOrDefault(step => step.Failure is not null)?.Failure)}",
                ElementId = told.Task.ElementId, Task = told.Task.Task, Attempt = told.Task.Attempt,
            },
            RunEvent.EventOneofCase.Element => new LogLine
            {
                Kind = LogLineKind.Element, Level = LevelOf(told.Element.State == WorkState.Failed), Message = $"element {Name(told.Element.State)}{Why(told.Element.Failure)}",
                ElementId = told.Element.ElementId, ElementName = told.Element.ElementName,
            },
            RunEvent.EventOneofCase.Run => new LogLine
            {
                Kind = LogLineKind.Run, Level = LevelOf(told.Run.State == RunState.Failed),
                Message = $"run {Name(told.Run.State)}: {told.Run.ElementCount} elements, {told.Run.CompletedCount} completed, {told.Run.FailedCount} failed{Why(told.Run.Failure)}",
            },
            _ => null,
        };
        if (line is not null)
            (line.RunId, line.Sequence, line.Time) = (told.RunId, told.Sequence, told.Time);
        return line;
    }

    /// <summary>Whether ListRunLogs would give the line for this request.</summary>
    public static bool IsWanted(LogLine line, ListRunLogsRequest request) =>
        (request.ElementId == 0 || line.ElementId == request.ElementId) && line.Level >= request.MinLevel && line.Message.Contains(request.Text, StringComparison.Ordinal);

    private static LogLevel LevelOf(bool failed) => failed ? LogLevel.Error : LogLevel.Info;

    private static string Why(Failure? failure) => failure is null ? "" : $"; {failure.Reason}: {failure.Message}";

    private static string Name(Enum value) => string.Concat(value.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : char.ToUpperInvariant(c).ToString()));
}
