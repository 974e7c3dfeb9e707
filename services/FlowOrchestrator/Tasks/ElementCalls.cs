using System.Text.Json.Nodes;
using Flux.Contracts.Inventory.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;
using Flux.FlowOrchestrator.Runs;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>The calls behind a script's <c>element</c> and <c>config</c> (semantics 4.2, 4.3).</summary>
internal sealed class ElementCalls(IInventory inventory, ConfigurationCalls configurations)
{
    // Keys of a context that are neither settings nor variables.
    private static readonly string[] Reserved = ["element", "epoch", "flow", "tasks"];

    /// <summary>Answers a call.</summary>
    /// <param name="run">The run.</param>
    /// <param name="element">The element that the script works on.</param>
    /// <param name="context">Its context, as the inventory gave it.</param>
    /// <param name="function">element.fetch, element.update, element.set, config.last or config.save.</param>
    /// <param name="arguments">By name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<JsonNode?> CallAsync(
        RunScope run, RunElement element, JsonObject context, string function, JsonObject arguments, CancellationToken cancellationToken)
    {
        switch (function)
        {
            case "element.fetch":
                return Fetch(context);
            case "element.update":
                await UpdateAsync(element.Id, Text(arguments, "field"), arguments["value"], cancellationToken);
                return null;
            case "element.set":
                await SetAsync(run, element.Id, Text(arguments, "key"), arguments["value"], cancellationToken);
                return null;
            case "config.last":
                return await configurations.LastAsync(element.Id, arguments, cancellationToken);
            case "config.save":
                return await configurations.SaveAsync(element.Id, $"run/{run.Id}", arguments, cancellationToken);
            default:
                throw new ScriptCallException("RuntimeError", $"{function} cannot be called from a script of this kind");
        }
    }

    // The context has the settings over the variables already, so the two layers come as one.
    private static JsonObject Fetch(JsonObject context)
    {
        var settings = new JsonObject();
        foreach (var (key, value) in context.Where(p => !Reserved.Contains(p.Key)))
            settings[key] = value?.DeepClone();
        return new JsonObject { ["fields"] = context["element"]?.DeepClone(), ["settings"] = settings };
    }

    private async Task UpdateAsync(long elementId, string field, JsonNode? value, CancellationToken cancellationToken)
    {
        var element = new Element { Id = elementId };
        switch (field)
        {
            case "status":
                element.Status = value is JsonValue v && v.TryGetValue<bool>(out var status)
                    ? status
                    : throw new ScriptCallException("ValueError", "element.status must be True or False");
                break;
            case "description" or "description2" or "description3" or "description4" or "notes" or "software_version" or "hardware_version"
                or "serial_number" or "serial_number_alt":
                Element.Descriptor.FindFieldByName(field).Accessor.SetValue(element, value is null ? "" : Json.Text(value));
                break;
            default:
                throw new ScriptCallException("PermissionError", $"element.{field} cannot be written by scripts");
        }
        await inventory.UpdateElementAsync(element, field, cancellationToken);
    }

    private async Task SetAsync(RunScope run, long elementId, string key, JsonNode? value, CancellationToken cancellationToken)
    {
        var settings = new JsonObject { [key] = value?.DeepClone() };
        var saved = await inventory.SaveSettingsAsync(
            new SaveSettingsRequest { ElementId = elementId, SettingsJson = Json.Write(settings), Actor = $"run/{run.Id}" }, cancellationToken);
        if (saved.UnknownKeys.Count > 0)
            throw new ScriptCallException("LookupError", $"the element's profile has no parameter '{key}'");
    }

    private static string Text(JsonObject arguments, string name) => arguments[name] is { } value ? Json.Text(value) : "";
}
