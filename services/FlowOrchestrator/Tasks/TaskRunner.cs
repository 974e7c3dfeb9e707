using System.Globalization;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Runs;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>Runs a task on an element, with its retries, and keeps every attempt as a result of its own.</summary>
internal sealed class TaskRunner(TaskPipeline pipeline, LargeResults large, TasksAtWork atWork, TimeProvider clock)
{
    /// <summary>Runs the task, or answers from the run's book when it ended before the run was taken over. A task that fails is an outcome and is noted on the run's board.</summary>
    /// <param name="run">The run.</param>
    /// <param name="element">The element.</param>
    /// <param name="task">The task.</param>
    /// <param name="retry">What the caller asks for.</param>
    /// <param name="call">The place of the call in the run.</param>
    /// <param name="cancellationToken">The run stops.</param>
    /// <exception cref="OperationCanceledException">The run stops.</exception>
    public async Task<TaskOutcome> RunAsync(RunScope run, RunElement element, TaskDefinition task, RetryPlan retry, string call, CancellationToken cancellationToken)
    {
        await run.Active.PassAsync(cancellationToken);
        run.Board.Begin(element.Id);
        // What the caller asks for goes before what the task declares.
        if (retry.Attempts == 1)
            retry = RetryPlan.Of(task.Retry);
        var invocation = run.NextInvocation(element.Id, task.Id);
        var place = $"{call}/e{element.Index:D8}";
        var hash = CallBook.Hash("task", task.ShortName);
        if (await run.Calls.FindAsync(place, hash, $"task '{task.ShortName}'", cancellationToken) is { } known)
            return Noted(run, element, TaskOutcome.FromRecord(known));
        var begun = await run.Calls.AttemptsAsync(place, cancellationToken);
        if (begun.Count > 0 && Interrupted(run, element, task, begun[^1], place, hash) is { } unknown)
            return Noted(run, element, unknown);
        var extra = begun.Count(r => r.Warnings.Any(w => w.StartsWith(Failures.Restarted, StringComparison.Ordinal)));
        for (var attempt = begun.Count + 1; ; attempt++)
        {
            var last = attempt >= retry.Attempts + extra;
            var outcome = await AttemptAsync(new TaskExecution(run, element, task, attempt, invocation), place, hash, last, cancellationToken);
            if (outcome.Failure is null || last)
                return Noted(run, element, outcome);
            var wait = retry.After(attempt);
            var delay = wait.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            run.Log(RunLogLevel.Warning, $"attempt {attempt} of {retry.Attempts} failed ({outcome.Failure.Reason}); the next begins in {delay} s", element, task.ShortName, attempt);
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    /// <summary>Keeps a result for a task that does not run: SKIPPED, or FAILED when its condition failed (semantics 4.4).</summary>
    /// <param name="run">The run.</param>
    /// <param name="element">The element.</param>
    /// <param name="task">The task.</param>
    /// <param name="failure">Why it failed; null when its condition is False.</param>
    /// <param name="call">The place of the step in the run.</param>
    /// <param name="decided">What the condition said, on its way into the run's book.</param>
    public void Skip(RunScope run, RunElement element, TaskDefinition task, Failure? failure, string call, CallWrite? decided)
    {
        var result = new TaskResult
        {
            Id = run.Journal.NextTaskId(),
            ElementId = element.Id,
            TaskId = task.Id,
            Task = task.ShortName,
            Attempt = 1,
            State = failure is null ? WorkState.Skipped : WorkState.Failed,
            StartTime = Now(),
            EndTime = Now(),
        };
        if (failure is not null)
            result.Steps.Add(new StepRecord(StepNames.Condition, null, failure, clock.GetUtcNow(), TimeSpan.Zero).ToContract(withResult: false));
        run.Journal.ChangeTask(result, $"{call}/e{element.Index:D8}", decided);
    }

    private static TaskOutcome Noted(RunScope run, RunElement element, TaskOutcome outcome)
    {
        if (outcome.Failure is not null)
            run.Board.Note(element.Id, outcome.Failure);
        return outcome;
    }

    // The execution that was under way when the process before ended: nobody knows how far it came.
    private TaskOutcome? Interrupted(RunScope run, RunElement element, TaskDefinition task, TaskResult last, string place, string hash)
    {
        if (last.State is not (WorkState.Running or WorkState.Cancelled))
            return null;
        if (last.State == WorkState.Running)
            (last.State, last.EndTime) = (WorkState.Failed, Now());
        last.Warnings.Add($"{Failures.Restarted}: the orchestrator ended meanwhile; the element may be changed");
        if (task.SafeToRepeat)
        {
            run.Journal.ChangeTask(last, place);
            run.Log(RunLogLevel.Warning, "was interrupted when the orchestrator ended; it is safe to repeat and begins again", element, task.ShortName, last.Attempt);
            return null;
        }
        var failure = Failures.Of("INTERRUPTED", $"the orchestrator ended while task '{task.ShortName}' was at work; how far it came is unknown, and it is not declared safe_to_repeat");
        var outcome = new TaskOutcome(failure, "", "", []);
        run.Journal.ChangeTask(last, place, run.Calls.Write(place, hash, outcome.ToRecord()));
        return outcome;
    }

    private async Task<TaskOutcome> AttemptAsync(TaskExecution execution, string place, string hash, bool last, CancellationToken cancellationToken)
    {
        await execution.Run.Active.PassAsync(cancellationToken);
        using var work = atWork.Begin();
        var journal = execution.Run.Journal;
        var result = new TaskResult
        {
            Id = journal.NextTaskId(),
            ElementId = execution.Element.Id,
            TaskId = execution.Task.Id,
            Task = execution.Task.ShortName,
            Attempt = execution.Attempt,
            State = WorkState.Running,
            StartTime = Now(),
        };
        journal.ChangeTask(result, place);
        // On disk before it has an effect, so that after a crash nothing is done twice unknowingly; the pipeline waits for it when it has made the context.
        execution.Begun = journal.FlushAsync();
        CallWrite? finished = null;
        try
        {
            await pipeline.RunAsync(execution, cancellationToken);
            result.State = execution.Failure is null ? WorkState.Completed : WorkState.Failed;
            if (last || execution.Failure is null)
                finished = execution.Run.Calls.Write(place, hash, Outcome(execution).ToRecord());
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            result.State = WorkState.Cancelled;
            throw;
        }
        finally
        {
            Complete(result, execution);
            await KeepWholeAsync(result, execution);
            journal.ChangeTask(result, place, finished);
            // Not waited for: whatever has an effect next waits for the disk first, and everything before it is then there too.
        }
        return Outcome(execution);
    }

    // Before the task's own document, which tells that they are there.
    private async Task KeepWholeAsync(TaskResult result, TaskExecution execution)
    {
        foreach (var step in execution.Steps.Where(s => s.Whole is not null))
            result.Steps.First(s => s.Step == step.Name).WholeBytes = await large.StoreAsync(execution.Run.Id, result.Id, step.Name, step.Whole!);
    }

    private static TaskOutcome Outcome(TaskExecution execution) =>
        new(execution.Failure, execution.Mask.Apply(execution.ActionStatus), execution.Mask.Apply(execution.ActionInfo), execution.StepsJson());

    private void Complete(TaskResult result, TaskExecution execution)
    {
        if (result.State == WorkState.Running)
            result.State = WorkState.Failed;
        var mask = execution.Mask;
        result.Steps.AddRange(execution.Steps.Select(s => s.ToContract(withResult: true)));
        result.ActionStatus = mask.Apply(execution.ActionStatus);
        result.ActionInfo = mask.Apply(execution.ActionInfo);
        result.Warnings.AddRange(execution.Warnings);
        result.EndTime = Now();
        foreach (var warning in execution.Warnings)
            execution.Log(RunLogLevel.Warning, warning);
    }

    private Timestamp Now() => Timestamp.FromDateTimeOffset(clock.GetUtcNow());
}
