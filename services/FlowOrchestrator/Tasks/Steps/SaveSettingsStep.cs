using System.Text.Json.Nodes;
using Flux.Contracts.Inventory.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;

namespace Flux.FlowOrchestrator.Tasks.Steps;

/// <summary>
/// Step 8: saves what was found as settings of the element where a key names a parameter of its profile; other keys stay in the result and give a
/// warning (semantics 3.5). Result: the saved keys and values.
/// </summary>
internal sealed class SaveSettingsStep(IInventory inventory) : ITaskStep
{
    /// <inheritdoc/>
    public string Name => StepNames.SaveSettings;

    /// <inheritdoc/>
    public bool Applies(TaskExecution execution) => execution.ToSave.Count > 0;

    /// <inheritdoc/>
    public async Task<JsonNode?> RunAsync(TaskExecution execution, CancellationToken cancellationToken)
    {
        var found = new JsonObject();
        foreach (var (key, value) in execution.ProcessingOut.Where(p => execution.ToSave.Contains(p.Key)))
            found[key] = value?.DeepClone();
        var saved = await inventory.SaveSettingsAsync(
            new SaveSettingsRequest { ElementId = execution.Element.Id, SettingsJson = Json.Write(found), Actor = $"run/{execution.Run.Id}", FromDevice = true },
            cancellationToken);
        foreach (var warning in saved.Warnings)
            execution.Warnings.Add(execution.Mask.Apply(warning));
        // A secret that the task itself found is no less secret than one that was there before.
        execution.Run.Secrets.Learn(execution.Element.Id, saved.Changed.Where(s => s.Secret).Select(s => found[s.Key]).Where(v => v is not null).Select(Json.Text));
        foreach (var key in saved.UnknownKeys)
            found.Remove(key);
        return found;
    }
}
