using System.Text.Json.Nodes;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Script.V1;
using Flux.FlowOrchestrator.Definitions;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>Runs a pyms or pyps model.</summary>
internal static class ModelScript
{
    /// <summary>Runs the model's Python.</summary>
    /// <param name="scripts">Runs scripts.</param>
    /// <param name="execution">The task.</param>
    /// <param name="model">The model.</param>
    /// <param name="data">What the element answered; empty for pyms.</param>
    /// <param name="cancellationToken">Kills the script.</param>
    /// <returns>The script's <c>output</c>.</returns>
    public static async Task<JsonNode?> RunAsync(TaskScripts scripts, TaskExecution execution, Model model, string data, CancellationToken cancellationToken)
    {
        var inputs = new Dictionary<string, JsonNode?>
        {
            ["model"] = new JsonObject
            {
                ["id"] = model.Id,
                ["short_name"] = model.ShortName,
                ["name"] = model.Name,
                ["klass"] = ModelClasses.Name(model.ModelClass),
                ["description"] = model.Description,
            },
            ["data"] = data,
            ["context"] = execution.Context,
        };
        var outputs = await scripts.RunAsync(execution, ScriptKind.Model, $"model {model.ShortName}", model.Data, inputs, cancellationToken);
        return outputs["output"];
    }
}
