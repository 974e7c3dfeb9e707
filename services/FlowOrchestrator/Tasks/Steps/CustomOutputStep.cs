using System.Text.Json.Nodes;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Tasks.Steps;

/// <summary>
/// Step 5: <c>context["automation_custom_output"]</c> stands in for the element's answer when there is none (semantics 3.2): a stored configuration,
/// for instance. Result: that text.
/// </summary>
internal sealed class CustomOutputStep : ITaskStep
{
    private const string Key = "automation_custom_output";

    /// <inheritdoc/>
    public string Name => StepNames.CustomOutput;

    /// <inheritdoc/>
    public bool Applies(TaskExecution execution) => string.IsNullOrEmpty(execution.CommandsOut) && Json.IsTrue(execution.Context[Key]);

    /// <inheritdoc/>
    public Task<JsonNode?> RunAsync(TaskExecution execution, CancellationToken cancellationToken)
    {
        execution.CommandsOut = Json.Text(execution.Context[Key]);
        execution.Answer["output"] = execution.CommandsOut;
        execution.Answer["commands"] ??= new JsonObject();
        return Task.FromResult<JsonNode?>(JsonValue.Create(execution.CommandsOut));
    }
}
