using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;
using Flux.Contracts.Flow.V1;
using Flux.Documents.Secrets;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>
/// The ten steps of seed 000 (semantics 3): in order, the first ERROR ends the pipeline, <c>finish</c> always runs. Knows no step by itself.
/// </summary>
internal sealed class TaskPipeline(IEnumerable<ITaskStep> steps, TaskOpening opening, TaskFinish finish, FlowOptions options, TimeProvider clock, ILogger<TaskPipeline> log)
{
    private readonly IReadOnlyList<ITaskStep> _steps = [.. steps];

    /// <summary>Runs a task to its end; the outcome is in <see cref="TaskExecution.Steps"/>.</summary>
    /// <exception cref="OperationCanceledException">The run stops; <c>finish</c> ran nevertheless.</exception>
    public async Task RunAsync(TaskExecution execution, CancellationToken cancellationToken)
    {
        var limit = execution.Task.Timeout?.ToTimeSpan() ?? options.TaskTimeout;
        using var timer = new CancellationTokenSource(limit, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            if (await StepAsync(execution, StepNames.BuildContext, ct => OpenAsync(execution, ct), limit, recordOk: false, linked.Token))
            {
                foreach (var step in _steps.Where(s => s.Applies(execution)))
                {
                    if (!await StepAsync(execution, step.Name, ct => step.RunAsync(execution, ct), limit, recordOk: true, linked.Token))
                        break;
                }
            }
        }
        finally
        {
            // Step 10 closes the session and records the results also of a task that timed out or was stopped; it has its own limits.
            await StepAsync(execution, StepNames.Finish, ct => finish.FinishAsync(execution, ct), limit, recordOk: true, CancellationToken.None);
        }
        cancellationToken.ThrowIfCancellationRequested();
    }

    private async Task<JsonNode?> OpenAsync(TaskExecution execution, CancellationToken cancellationToken)
    {
        var opened = await opening.OpenAsync(execution, cancellationToken);
        await execution.Begun;
        return opened;
    }

    private async Task<bool> StepAsync(
        TaskExecution execution, string name, Func<CancellationToken, Task<JsonNode?>> run, TimeSpan limit, bool recordOk, CancellationToken cancellationToken)
    {
        var start = clock.GetUtcNow();
        var started = clock.GetTimestamp();
        JsonNode? result = null;
        Failure? failure = null;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            result = await run(cancellationToken);
        }
        catch (StepFailedException e)
        {
            (result, failure) = (e.Result, e.Failure);
        }
        catch (Exception) when (execution.Run.Token.IsCancellationRequested && cancellationToken.IsCancellationRequested)
        {
            failure = execution.Run.Active.Cause?.Failure ?? Failures.Of(Failures.Cancelled, "the run was stopped");
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            failure = Failures.Of("TASK_TIMEOUT", $"task '{execution.Task.ShortName}' did not end within {limit.TotalSeconds:0.###} s, its timeout");
        }
        catch (Exception e)
        {
            if (e is not FailureException)
                log.StepFault(e, execution.Run.Id, execution.Task.ShortName, name);
            failure = Failures.From(e);
        }
        if (failure is not null || recordOk)
            Record(execution, name, result, failure, start, clock.GetElapsedTime(started));
        return failure is null;
    }

    private static void Record(TaskExecution execution, string name, JsonNode? result, Failure? failure, DateTimeOffset start, TimeSpan duration)
    {
        var mask = execution.Mask;
        var limit = ResultLimit.Left(execution.StoredBytes);
        var masked = JsonMask.Apply(mask, result);
        var kept = ResultLimit.Apply(masked, limit, out var bytes, out var cut);
        execution.StoredBytes += bytes;
        if (cut)
            execution.Warnings.Add($"{name}: the result is larger than {limit} bytes and was cut where it is stored");
        var record = new StepRecord(name, kept, failure is null ? null : Failures.Masked(failure, mask.Apply), start, duration) { Whole = cut ? masked : null };
        execution.Steps.Add(record);
        execution.Run.Journal.Tell(new StepEvent
        {
            ElementId = execution.Element.Id,
            ElementName = execution.Element.Name,
            Task = execution.Task.ShortName,
            Attempt = execution.Attempt,
            Step = record.ToContract(withResult: false),
        });
    }
}
