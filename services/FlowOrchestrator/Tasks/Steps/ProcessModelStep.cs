using System.Text.Json.Nodes;
using System.Xml;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Script.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Definitions;
using Flux.FlowOrchestrator.Parsing;
using Flux.FlowOrchestrator.Ports;

namespace Flux.FlowOrchestrator.Tasks.Steps;

/// <summary>Step 2: makes what is sent from the automation model. Result: the rendered text.</summary>
internal sealed class ProcessModelStep(IScripts scripts, TaskScripts taskScripts) : ITaskStep
{
    /// <inheritdoc/>
    public string Name => StepNames.ProcessModel;

    /// <inheritdoc/>
    public bool Applies(TaskExecution execution) => execution.Task.AutomationModel.Length > 0;

    /// <inheritdoc/>
    public async Task<JsonNode?> RunAsync(TaskExecution execution, CancellationToken cancellationToken)
    {
        var model = await ModelLookup.FindAsync(execution, execution.Task.AutomationModel);
        execution.ModelOut = model.ModelClass == ModelClass.Pyms
            ? Message(await ModelScript.RunAsync(taskScripts, execution, model, "", cancellationToken))
            : await RenderAsync(execution, model, cancellationToken);
        Check(model, execution.ModelOut);
        return JsonValue.Create(execution.ModelOut);
    }

    private async Task<string> RenderAsync(TaskExecution execution, Model model, CancellationToken cancellationToken)
    {
        if (!Templates.IsTemplate(model.Data))
            return model.Data;
        var template = new Template { Name = $"model {model.ShortName}", Source = model.Data };
        return (await scripts.RenderAsync([template], Json.Write(execution.Context), execution.Run.Tenant, cancellationToken))[0];
    }

    // A pyms model gives its message as output['message'], or as lines in output['commands']; any other output is sent as JSON.
    private static string Message(JsonNode? output) => output switch
    {
        JsonObject o when o["message"] is { } message => Json.Text(message),
        JsonObject o when o["commands"] is JsonArray commands => string.Join('\n', commands.Select(Json.Text)),
        _ => Json.Text(output),
    };

    // What is not well-formed is better found here than by the device.
    private static void Check(Model model, string text)
    {
        try
        {
            if (model.ModelClass == ModelClass.Json)
                Json.Parse(text);
            else if (model.ModelClass == ModelClass.Xml)
                XmlTree.Parse(text);
        }
        catch (Exception e) when (e is FormatException or XmlException)
        {
            throw new FailureException("MODEL_NOT_WELL_FORMED", $"model '{model.ShortName}' of class {ModelClasses.Name(model.ModelClass)} rendered to something else: {e.Message}");
        }
    }
}
