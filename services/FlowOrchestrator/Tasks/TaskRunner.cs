using System.Globalization;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Runs;
using Google.Protobuf.WellKnownTypes;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>Runs a task on an element, with its retries, and keeps every attempt as a result of its own.</summary>
internal sealed class TaskRunner(TaskPipeline pipeline, LargeResults large, TimeProvider clock)
{
    /// <summary>Runs the task. A task that fails is an outcome and is noted on the run's board.</summary>
    /// <exception cref="OperationCanceledException">The run stops.</exception>
    public async Task<TaskOutcome> RunAsync(RunScope run, RunElement element, TaskDefinition task, RetryPlan retry, CancellationToken cancellationToken)
    {
        await run.Active.PassAsync(cancellationToken);
        run.Board.Begin(element.Id);
        // What the caller asks for goes before what the task declares.
        if (retry.Attempts == 1)
            retry = RetryPlan.Of(task.Retry);
        var invocation = run.NextInvocation(element.Id, task.Id);
        for (var attempt = 1; ; attempt++)
        {
            var outcome = await AttemptAsync(new TaskExecution(run, element, task, attempt, invocation), cancellationToken);
            if (outcome.Failure is null)
                return outcome;
            if (attempt >= retry.Attempts)
            {
                run.Board.Note(element.Id, outcome.Failure);
                return outcome;
            }
            var wait = retry.After(attempt);
            var delay = wait.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            run.Log(RunLogLevel.Warning, $"attempt {attempt} of {retry.Attempts} failed ({outcome.Failure.Reason}); the next begins in {delay} s", element, task.ShortName);
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    /// <summary>Keeps a result for a task that does not run: SKIPPED, or FAILED when its condition failed (semantics 4.4).</summary>
    public void Skip(RunScope run, RunElement element, TaskDefinition task, Failure? failure)
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
        run.Journal.ChangeTask(result);
    }

    private async Task<TaskOutcome> AttemptAsync(TaskExecution execution, CancellationToken cancellationToken)
    {
        await execution.Run.Active.PassAsync(cancellationToken);
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
        journal.ChangeTask(result);
        try
        {
            await pipeline.RunAsync(execution, cancellationToken);
            result.State = execution.Failure is null ? WorkState.Completed : WorkState.Failed;
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
            journal.ChangeTask(result);
            // The next task may rely on this one's results, and so may a replay: they are on disk before it begins.
            await journal.FlushAsync();
        }
        return new TaskOutcome(execution.Failure, result.ActionStatus, result.ActionInfo, execution.StepsJson());
    }

    // Before the task's own document, which tells that they are there.
    private async Task KeepWholeAsync(TaskResult result, TaskExecution execution)
    {
        foreach (var step in execution.Steps.Where(s => s.Whole is not null))
            result.Steps.First(s => s.Step == step.Name).WholeBytes = await large.StoreAsync(execution.Run.Id, result.Id, step.Name, step.Whole!);
    }

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
