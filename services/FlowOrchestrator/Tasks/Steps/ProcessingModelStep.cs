using System.Text.Json.Nodes;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Models;

namespace Flux.FlowOrchestrator.Tasks.Steps;

/// <summary>Step 6: parses the answer with the processing model. Result: a JSON object, which joins <c>data</c> and the settings to save.</summary>
internal sealed class ProcessingModelStep(TaskScripts scripts) : ITaskStep
{
    /// <inheritdoc/>
    public string Name => StepNames.ProcessingModel;

    /// <inheritdoc/>
    public bool Applies(TaskExecution execution) => execution.Task.ProcessingModel.Length > 0;

    /// <inheritdoc/>
    public async Task<JsonNode?> RunAsync(TaskExecution execution, CancellationToken cancellationToken)
    {
        var model = await ModelLookup.FindAsync(execution, execution.Task.ProcessingModel);
        var parsed = await ModelRunner.ParseAsync(model, execution.CommandsOut ?? "", scripts.ForModels(execution), cancellationToken);
        if (parsed is not JsonObject found)
            throw new FailureException("OUTPUT_NOT_OBJECT", $"model '{model.ShortName}' must give an object (a dict), not {Json.Write(parsed)[..Math.Min(60, Json.Write(parsed).Length)]}");
        foreach (var (key, value) in found)
        {
            execution.ProcessingOut[key] = value?.DeepClone();
            execution.ToSave.Add(key);
        }
        return found;
    }
}
