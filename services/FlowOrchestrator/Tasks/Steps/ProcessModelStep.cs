using System.Text.Json.Nodes;
using Flux.FlowOrchestrator.Models;

namespace Flux.FlowOrchestrator.Tasks.Steps;

/// <summary>Step 2: makes what is sent from the automation model. Result: the rendered text.</summary>
internal sealed class ProcessModelStep(ModelRunner models, TaskScripts scripts) : ITaskStep
{
    /// <inheritdoc/>
    public string Name => StepNames.ProcessModel;

    /// <inheritdoc/>
    public bool Applies(TaskExecution execution) => execution.Task.AutomationModel.Length > 0;

    /// <inheritdoc/>
    public async Task<JsonNode?> RunAsync(TaskExecution execution, CancellationToken cancellationToken)
    {
        var model = await ModelLookup.FindAsync(execution, execution.Task.AutomationModel);
        execution.ModelOut = await models.RenderAsync(model, scripts.ForModels(execution), cancellationToken);
        return JsonValue.Create(execution.ModelOut);
    }
}
