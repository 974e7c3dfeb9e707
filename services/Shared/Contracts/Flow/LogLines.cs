using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using RunLogLevel = Flux.Contracts.Common.V1.LogLevel;

namespace Flux.Contracts.Flow;

/// <summary>
/// Makes log lines of a run's events: every message, step and state is a line. The one place for their words, so that who watches a run reads the same
/// lines as who lists its log later.
/// </summary>
public static class LogLines
{
    /// <summary>The line of an event.</summary>
    public static LogLine Of(RunEvent told)
    {
        ArgumentNullException.ThrowIfNull(told);
        var line = told.EventCase switch
        {
            RunEvent.EventOneofCase.Log => Of(told.Log),
            RunEvent.EventOneofCase.Step => Of(told.Step),
            RunEvent.EventOneofCase.Task => Of(told.Task),
            RunEvent.EventOneofCase.Element => Of(told.Element),
            RunEvent.EventOneofCase.Gap => Of(told.Gap),
            _ => Of(told.Run ?? new Run()),
        };
        (line.RunId, line.Sequence, line.Time, line.Level) = (told.RunId, told.Sequence, told.Time, LevelOf(told));
        return line;
    }

    /// <summary>How grave an event is: INFO, ERROR for what failed, WARNING for what is missing, and what a message says of itself.</summary>
    public static RunLogLevel LevelOf(RunEvent told)
    {
        ArgumentNullException.ThrowIfNull(told);
        return told.EventCase switch
        {
            RunEvent.EventOneofCase.Log => told.Log.Level == RunLogLevel.Unspecified ? RunLogLevel.Info : told.Log.Level,
            RunEvent.EventOneofCase.Step => Of(told.Step.Step.Status == StepStatus.Error),
            RunEvent.EventOneofCase.Task => Of(told.Task.State == WorkState.Failed),
            RunEvent.EventOneofCase.Element => Of(told.Element.State == WorkState.Failed),
            RunEvent.EventOneofCase.Gap => RunLogLevel.Warning,
            _ => Of(told.Run?.State == RunState.Failed),
        };
    }

    /// <summary>The element that an event is about; null for the run as a whole.</summary>
    public static long? ElementOf(RunEvent told)
    {
        ArgumentNullException.ThrowIfNull(told);
        return told.EventCase switch
        {
            RunEvent.EventOneofCase.Log => told.Log.ElementId > 0 ? told.Log.ElementId : null,
            RunEvent.EventOneofCase.Step => told.Step.ElementId,
            RunEvent.EventOneofCase.Task => told.Task.ElementId,
            RunEvent.EventOneofCase.Element => told.Element.ElementId,
            _ => null,
        };
    }

    /// <summary>Whether ListRunLogs gives the line for a request.</summary>
    public static bool IsWanted(LogLine line, ListRunLogsRequest request)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(request);
        return (request.ElementId == 0 || line.ElementId == request.ElementId) && line.Level >= request.MinLevel && line.Message.Contains(request.Text, StringComparison.Ordinal);
    }

    private static LogLine Of(LogEvent log) => new()
    {
        Kind = LogLineKind.Message,
        Message = log.Message,
        ElementId = log.ElementId,
        ElementName = log.ElementName,
        Task = log.Task,
        Attempt = log.Attempt,
    };

    private static LogLine Of(StepEvent step) => new()
    {
        Kind = LogLineKind.Step,
        Message = $"step {step.Step.Step} {Name(step.Step.Status)} after {step.Step.Duration?.ToTimeSpan().TotalMilliseconds ?? 0:0} ms{Why(step.Step.Failure)}",
        ElementId = step.ElementId,
        ElementName = step.ElementName,
        Task = step.Task,
        Attempt = step.Attempt,
    };

    private static LogLine Of(TaskResult task) => new()
    {
        Kind = LogLineKind.Task,
        Message = $"task {Name(task.State)}{Why(task.Steps.FirstOrDefault(s => s.Failure is not null)?.Failure)}",
        ElementId = task.ElementId,
        Task = task.Task,
        Attempt = task.Attempt,
    };

    private static LogLine Of(ElementResult element) => new()
    {
        Kind = LogLineKind.Element,
        Message = $"element {Name(element.State)}{Why(element.Failure)}",
        ElementId = element.ElementId,
        ElementName = element.ElementName,
    };

    private static LogLine Of(Run run) => new()
    {
        Kind = LogLineKind.Run,
        Message = $"run {Name(run.State)}: {run.ElementCount} elements, {run.CompletedCount} completed, {run.FailedCount} failed{Why(run.Failure)}",
    };

    // Only watchers meet gaps: what is missing is not in the stored log either.
    private static LogLine Of(GapEvent gap) => new() { Message = $"events {gap.FirstSequence} to {gap.LastSequence} are missing: {gap.Reason}" };

    private static RunLogLevel Of(bool failed) => failed ? RunLogLevel.Error : RunLogLevel.Info;

    private static string Why(Failure? failure) => failure is null ? "" : $"; {failure.Reason}: {failure.Message}";

    // NotStarted is NOT_STARTED, as callers know it.
    private static string Name(Enum value) => string.Concat(value.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : char.ToUpperInvariant(c).ToString()));
}
