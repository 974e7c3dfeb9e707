using System.Text.Json.Nodes;
using Flux.Contracts.Script.V1;

namespace Flux.FlowOrchestrator.Tasks.Steps;

/// <summary>Step 1: enriches the context before anything else happens. Result: the keys that the script added or changed.</summary>
internal sealed class ManagementScriptStep(TaskScripts scripts) : ITaskStep
{
    /// <inheritdoc/>
    public string Name => StepNames.ManagementScript;

    /// <inheritdoc/>
    public bool Applies(TaskExecution execution) => execution.Task.ManagementScript.Trim().Length > 0;

    /// <inheritdoc/>
    public async Task<JsonNode?> RunAsync(TaskExecution execution, CancellationToken cancellationToken)
    {
        var inputs = new Dictionary<string, JsonNode?> { ["context"] = execution.Context };
        var outputs = await scripts.RunAsync(
            execution, ScriptKind.Management, execution.SourceName("management_script"), execution.Task.ManagementScript, inputs, cancellationToken);
        return TaskScripts.Update(execution.Context, outputs["context"]);
    }
}
