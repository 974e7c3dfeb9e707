using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;
using Flux.Documents.Secrets;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>
/// What the templates of a mail see (semantics 3.8): <c>element</c>, <c>task</c>, then the task's context, then the flow entry, later keys over earlier;
/// scripts cannot override the fixed names. Secrets are masked. The mail service adds <c>body_custom_msg</c>.
/// </summary>
internal static class EmailContext
{
    private const string FlowEntry = "flow_entry";
    private static readonly string[] Fixed = ["element", "task", "body_custom_msg", FlowEntry];

    /// <summary>Builds it.</summary>
    public static JsonObject Build(TaskExecution execution)
    {
        var mask = execution.Mask;
        var result = new JsonObject
        {
            ["element"] = JsonMask.Apply(mask, execution.Original["element"]),
            ["task"] = new JsonObject
            {
                ["id"] = execution.Task.Id,
                ["name"] = execution.Task.Name,
                ["short_name"] = execution.Task.ShortName,
                ["description"] = execution.Task.Description,
            },
        };
        foreach (var (key, value) in execution.Context.Concat(execution.FlowEntry))
        {
            if (Fixed.Contains(key))
                Tell(execution, key, value);
            else
                result[mask.Apply(key)] = JsonMask.Apply(mask, value);
        }
        result[FlowEntry] = JsonMask.Apply(mask, execution.FlowEntry);
        return result;
    }

    private static void Tell(TaskExecution execution, string key, JsonNode? value)
    {
        if (!JsonNode.DeepEquals(value, execution.Original[key]))
            execution.Log(RunLogLevel.Warning, $"a script wrote context['{key}']; a mail keeps its own '{key}'");
    }
}
