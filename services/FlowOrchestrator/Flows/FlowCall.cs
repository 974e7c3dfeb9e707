using System.Text.Json;
using System.Text.Json.Nodes;
using Flux.Contracts.Flow.V1;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;
using Flux.FlowOrchestrator.Tasks;

namespace Flux.FlowOrchestrator.Flows;

/// <summary>Reads the arguments of run_task and run_flow.</summary>
internal sealed record FlowCall(long? Number, string ShortName, IReadOnlyList<long>? Elements, RetryPlan Retry)
{
    private const int MostAttempts = 1000;

    /// <summary>Reads the arguments.</summary>
    /// <exception cref="ScriptCallException">ValueError: one is missing or of another type.</exception>
    public static FlowCall Read(JsonObject arguments)
    {
        var number = arguments["id"] is { } id ? Whole(id, "id") : (long?)null;
        var name = arguments["short_name"] is { } text ? Json.Text(text) : "";
        if (number is null && name.Length == 0)
            throw new ScriptCallException("ValueError", "give id or short_name");
        var attempts = arguments["retry_attempts"] is { } given ? Whole(given, "retry_attempts") : 1;
        if (attempts is < 1 or > MostAttempts)
            throw new ScriptCallException("ValueError", $"retry_attempts must be 1 to {MostAttempts}");
        var elements = arguments["elements"] switch
        {
            null => null,
            JsonArray list => list.Select(Id).Distinct().ToList(),
            var other => throw new ScriptCallException("ValueError", $"elements must be a list of ids, or of items of elements, not {Json.Write(other)}"),
        };
        return new FlowCall(number, name, elements, new RetryPlan((int)attempts, TimeSpan.FromSeconds(Math.Clamp(Seconds(arguments["retry_delay"]), 0, 86_400))));
    }

    /// <summary>What was asked for, for messages.</summary>
    public string Wanted => Number is { } number ? $"id {number}" : $"short_name '{ShortName}'";

    /// <summary>The task that is asked for.</summary>
    public async Task<TaskDefinition> FindTaskAsync(Runs.RunScope run) =>
        await run.Definitions.FindTaskAsync(Number, ShortName) ?? throw new ScriptCallException("LookupError", $"there is no task with {Wanted}");

    /// <summary>The flow that is asked for.</summary>
    public async Task<Flow> FindFlowAsync(Runs.RunScope run) =>
        await run.Definitions.FindFlowAsync(Number, ShortName) ?? throw new ScriptCallException("LookupError", $"there is no flow with {Wanted}");

    // An element is given by its id or as an entry {"id", ...}.
    private static long Id(JsonNode? element) => Whole(element is JsonObject entry ? entry["id"] : element, "an item of elements");

    private static long Whole(JsonNode? value, string what)
    {
        if (value is JsonValue number && number.GetValueKind() == JsonValueKind.Number && number.TryGetValue<long>(out var whole))
            return whole;
        var hint = what == "id" && value?.GetValueKind() == JsonValueKind.String ? "; a name is given as short_name=" : "";
        throw new ScriptCallException("ValueError", $"{what} must be a whole number, not {Json.Write(value)}{hint}");
    }

    private static double Seconds(JsonNode? value) => value switch
    {
        null => 0,
        JsonValue number when number.GetValueKind() == JsonValueKind.Number && number.TryGetValue<double>(out var seconds) => seconds,
        _ => throw new ScriptCallException("ValueError", $"retry_delay must be a number of seconds, not {Json.Write(value)}"),
    };
}
