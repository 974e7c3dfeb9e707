using System.Text.Json.Nodes;
using Flux.Contracts.Script.V1;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Tasks.Steps;

/// <summary>
/// Step 7: transforms what was found. <c>data</c> is the answer (output and commands, or the parts of an HTTP answer) with the processing model's
/// result over it. Result: the script's <c>settings</c>; action_status and action_info become the task's own and are never saved (semantics 3.5).
/// </summary>
internal sealed class ProcessingScriptStep(TaskScripts scripts) : ITaskStep
{
    private const string Status = "action_status";
    private const string Info = "action_info";

    /// <inheritdoc/>
    public string Name => StepNames.ProcessingScript;

    /// <inheritdoc/>
    public bool Applies(TaskExecution execution) => execution.Task.ProcessingScript.Trim().Length > 0;

    /// <inheritdoc/>
    public async Task<JsonNode?> RunAsync(TaskExecution execution, CancellationToken cancellationToken)
    {
        var data = (JsonObject)execution.Answer.DeepClone();
        foreach (var (key, value) in execution.ProcessingOut)
            data[key] = value?.DeepClone();
        var inputs = new Dictionary<string, JsonNode?> { ["data"] = data, ["context"] = execution.Context };
        var outputs = await scripts.RunAsync(
            execution, ScriptKind.Processing, execution.SourceName("processing_script"), execution.Task.ProcessingScript, inputs, cancellationToken);
        TaskScripts.Update(execution.Context, outputs["context"]);
        var settings = outputs["settings"] as JsonObject ?? [];
        execution.ActionStatus = Text(settings, Status);
        execution.ActionInfo = Text(settings, Info);
        foreach (var (key, value) in settings.Where(p => p.Key is not (Status or Info)))
        {
            execution.ProcessingOut[key] = value?.DeepClone();
            execution.ToSave.Add(key);
        }
        return settings;
    }

    private static string Text(JsonObject settings, string key) => settings[key] is { } value ? Json.Text(value) : "";
}
