using System.Text.Json.Nodes;
using Flux.Contracts.Context.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>Before step 1: the fresh context of the element, with "flow" and "tasks" inside a flow (semantics 1.1, 2.3, 2.4).</summary>
internal sealed class TaskOpening(IContexts contexts, IInventory inventory, TimeProvider clock, ILogger<TaskOpening> log)
{
    /// <summary>Fills context and flow entry; learns the element's secrets first of all.</summary>
    public async Task<JsonNode?> OpenAsync(TaskExecution execution, CancellationToken cancellationToken)
    {
        var start = clock.GetUtcNow();
        var built = await contexts.BuildTaskContextAsync(
            new BuildTaskContextRequest
            {
                RunId = execution.Run.InFlow ? execution.Run.Id : "",
                ElementId = execution.Element.Id,
                User = execution.Run.User,
            },
            cancellationToken);
        // Only now, so that the context always tells of the task before. No step waits for it; the last one sees to it that it is over.
        execution.Noted = NoteAsync(execution, start, cancellationToken);
        execution.Original = Json.ParseObject(built.Context.ContextJson);
        execution.Run.Secrets.Learn(execution.Element.Id, execution.Original, built.Context.SecretPointers);
        execution.Context = (JsonObject)execution.Original.DeepClone();
        execution.FlowEntry = Json.ParseObject(built.FlowEntryJson);
        execution.Warnings.AddRange(built.Context.Warnings.Select(execution.Mask.Apply));
        return null;
    }

    // first_execution and last_execution of the element: worth a log line when they cannot be written, never worth a failed task.
    private async Task NoteAsync(TaskExecution execution, DateTimeOffset start, CancellationToken cancellationToken)
    {
        try
        {
            await inventory.RecordExecutionAsync(execution.Element.Id, start, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The task is being stopped.
        }
        catch (FailureException e)
        {
            log.ExecutionNotNoted(e, execution.Element.Name, execution.Run.Id);
        }
    }
}
