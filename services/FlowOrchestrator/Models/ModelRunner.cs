using System.Text.Json.Nodes;
using System.Xml;
using Flux.Contracts.Flow.V1;
using Flux.Contracts.Script.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Definitions;
using Flux.FlowOrchestrator.Parsing;
using Flux.FlowOrchestrator.Ports;

namespace Flux.FlowOrchestrator.Models;

/// <summary>Renders automation models and parses with processing models, whatever their class (semantics 3.4).</summary>
internal sealed class ModelRunner(IScripts scripts)
{
    /// <summary>What an automation model sends.</summary>
    /// <exception cref="FailureException">The template or script failed, or what it gave is not of the model's class.</exception>
    public async Task<string> RenderAsync(Model model, ModelUse use, CancellationToken cancellationToken)
    {
        var text = model.ModelClass == ModelClass.Pyms
            ? Message(await ScriptAsync(model, model.Data, "", use, cancellationToken))
            : await TemplateAsync(model, use, cancellationToken);
        Check(model, text);
        return text;
    }

    /// <summary>What a processing model makes of an answer.</summary>
    /// <exception cref="FailureException">The answer or the model's script is not as the model needs it.</exception>
    public static Task<JsonNode?> ParseAsync(Model model, string text, ModelUse use, CancellationToken cancellationToken) => model.ModelClass switch
    {
        ModelClass.Pyps => ScriptAsync(model, model.Data, text, use, cancellationToken),
        ModelClass.Textfsm => ScriptAsync(model, TextFsmScript.Source, text, use, cancellationToken),
        // Off the caller's thread: a long answer is parsed for a while.
        _ => Task.Run(() => Parsers.Parse(model, text), cancellationToken),
    };

    private static async Task<JsonNode?> ScriptAsync(Model model, string source, string data, ModelUse use, CancellationToken cancellationToken)
    {
        var description = new JsonObject
        {
            ["id"] = model.Id,
            ["short_name"] = model.ShortName,
            ["name"] = model.Name,
            ["klass"] = ModelClasses.Name(model.ModelClass),
            ["description"] = model.Description,
        };
        if (model.ModelClass == ModelClass.Textfsm)
            description["template"] = model.Data;
        var inputs = new Dictionary<string, JsonNode?> { ["model"] = description, ["data"] = data, ["context"] = use.Context };
        return (await use.RunScript($"model {model.ShortName}", source, inputs, cancellationToken))["output"];
    }

    private async Task<string> TemplateAsync(Model model, ModelUse use, CancellationToken cancellationToken)
    {
        if (!Templates.IsTemplate(model.Data))
            return model.Data;
        var template = new Template { Name = $"model {model.ShortName}", Source = model.Data };
        return (await scripts.RenderAsync([template], Json.Write(use.Context), use.Tenant, cancellationToken))[0];
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
