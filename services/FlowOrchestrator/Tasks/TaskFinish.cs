using System.Text.Json.Nodes;
using Flux.Contracts.Context.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>Step 10: closes the session and puts the results under the element's flow entry. Runs whatever happened before.</summary>
internal sealed class TaskFinish(IContexts contexts, IDevices devices, ILogger<TaskFinish> log)
{
    /// <summary>Finishes the task; its limits are those of the calls.</summary>
    public async Task<JsonNode?> FinishAsync(TaskExecution execution, CancellationToken cancellationToken)
    {
        var closed = CloseAsync(execution, cancellationToken);
        if (execution.Run.InFlow)
        {
            var steps = execution.StepsJson();
            await contexts.RecordTaskResultAsync(
                new RecordTaskResultRequest
                {
                    RunId = execution.Run.Id,
                    ElementId = execution.Element.Id,
                    TaskId = execution.Task.Id,
                    StepsJson = Json.Write(steps),
                },
                cancellationToken);
        }
        await closed;
        await execution.Noted;
        return null;
    }

    // The gateway closes a forgotten session itself after its idle time, so a failure here spoils nothing.
    private async Task CloseAsync(TaskExecution execution, CancellationToken cancellationToken)
    {
        if (execution.SessionId.Length == 0)
            return;
        try
        {
            await devices.CloseAsync(execution.SessionId, cancellationToken);
        }
        catch (FailureException e)
        {
            log.SessionNotClosed(e, execution.Element.Name, execution.Run.Id);
        }
    }
}
