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
        try
        {
            var number = arguments["id"]?.GetValue<long>();
            var name = arguments["short_name"] is { } text ? Json.Text(text) : "";
            if (number is null && name.Length == 0)
                throw new ScriptCallException("ValueError", "give id or short_name");
            var attempts = arguments["retry_attempts"]?.GetValue<int>() ?? 1;
            var delay = arguments["retry_delay"]?.GetValue<double>() ?? 0;
            if (attempts is < 1 or > MostAttempts)
                throw new ScriptCallException("ValueError", $"retry_attempts must be 1 to {MostAttempts}");
            var elements = (arguments["elements"] as JsonArray)?.Select(Id).Distinct().ToList();
            return new FlowCall(number, name, elements, new RetryPlan(attempts, TimeSpan.FromSeconds(Math.Clamp(delay, 0, 86_400))));
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or OverflowException)
        {
            throw new ScriptCallException("ValueError", $"an argument has the wrong type: {e.Message}");
        }
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
    private static long Id(JsonNode? element) => element is JsonObject entry ? entry["id"]!.GetValue<long>() : element!.GetValue<long>();
}
