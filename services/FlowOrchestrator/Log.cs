using Flux.Contracts.Flow.V1;

namespace Flux.FlowOrchestrator;

/// <summary>Every line that this service logs; what a run's author needs is in the run's own log.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "Run {RunId} ended {State}: {Elements} elements, {Completed} completed, {Failed} failed")]
    public static partial void RunEnded(this ILogger log, string runId, RunState state, int elements, int completed, int failed);

    [LoggerMessage(3001, LogLevel.Error, "Run {RunId} failed for a reason that is a fault of this service")]
    public static partial void RunFault(this ILogger log, Exception exception, string runId);

    [LoggerMessage(3002, LogLevel.Error, "The end of run {RunId} ({State}) could not be stored; it is taken over at the next start")]
    public static partial void RunNotStored(this ILogger log, Exception exception, string runId, RunState state);

    [LoggerMessage(3003, LogLevel.Warning, "Run {RunId} of flow '{Flow}' was taken over too often; it is FAILED now")]
    public static partial void RunInterrupted(this ILogger log, string runId, string flow);

    [LoggerMessage(3004, LogLevel.Information, "{Count} ended runs were deleted: older, or more, than the options let keep")]
    public static partial void RunsDeleted(this ILogger log, int count);

    [LoggerMessage(3005, LogLevel.Error, "Ended runs could not be deleted; it is tried again")]
    public static partial void RetentionFault(this ILogger log, Exception exception);

    [LoggerMessage(3006, LogLevel.Warning, "Run {RunId} of flow '{Flow}' is taken over and goes on (fencing token {Token})")]
    public static partial void RunTakenOver(this ILogger log, string runId, string flow, long token);

    [LoggerMessage(3007, LogLevel.Error, "The lease on this service's runs could not be renewed, or others' runs not be looked at; it is tried again")]
    public static partial void LeaseFault(this ILogger log, Exception exception);

    [LoggerMessage(3008, LogLevel.Warning, "Run {RunId} has ended, but not all that only served its recovery is deleted")]
    public static partial void RunNotCleaned(this ILogger log, Exception exception, string runId);

    [LoggerMessage(3020, LogLevel.Error, "Schedules cannot be looked at; they are tried again")]
    public static partial void SchedulerFault(this ILogger log, Exception exception);

    [LoggerMessage(3021, LogLevel.Information, "Schedule '{Schedule}' was changed or fired elsewhere while it was looked at")]
    public static partial void ScheduleChanged(this ILogger log, string schedule);

    [LoggerMessage(3022, LogLevel.Error, "Schedule '{Schedule}' cannot be read here and does not fire any more; its time zone is '{TimeZone}'")]
    public static partial void ScheduleUnreadable(this ILogger log, string schedule, string timeZone);

    [LoggerMessage(3010, LogLevel.Error, "Run {RunId}, task '{Task}': step {Step} failed for a reason that is a fault of this service")]
    public static partial void StepFault(this ILogger log, Exception exception, string runId, string task, string step);

    [LoggerMessage(3011, LogLevel.Warning, "The start of a task on element '{Element}' (run {RunId}) could not be noted in the inventory")]
    public static partial void ExecutionNotNoted(this ILogger log, Exception exception, string element, string runId);

    [LoggerMessage(3012, LogLevel.Warning, "The session with element '{Element}' (run {RunId}) could not be closed; the gateway closes it when idle")]
    public static partial void SessionNotClosed(this ILogger log, Exception exception, string element, string runId);

    [LoggerMessage(3013, LogLevel.Warning, "{Service} cannot be reached; calls to it are tried again for {Seconds} s")]
    public static partial void ServiceAway(this ILogger log, Exception exception, string service, double seconds);

    [LoggerMessage(3014, LogLevel.Information, "{Service} answers again after {Seconds:0.0} s")]
    public static partial void ServiceBack(this ILogger log, string service, double seconds);
}
