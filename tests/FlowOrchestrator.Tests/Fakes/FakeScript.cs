using System.Text.Json.Nodes;
using Flux.FlowOrchestrator.Common;
using Flux.FlowOrchestrator.Ports;

namespace Flux.FlowOrchestrator.Tests.Fakes;

/// <summary>A running script, as its C# body sees it.</summary>
internal sealed record FakeScript(JsonObject Inputs, IScriptHost Host, CancellationToken Token)
{
    public JsonObject Context => (JsonObject)Inputs["context"]!;

    /// <summary>Calls a function of the orchestrator; the arguments travel as text, as in reality.</summary>
    public Task<JsonNode?> CallAsync(string function, JsonObject arguments) => Host.CallAsync(function, Json.ParseObject(Json.Write(arguments)), Token);

    /// <summary>run_task(short_name=...).</summary>
    public async Task<JsonObject> RunTaskAsync(string task, int attempts = 1, JsonArray? elements = null)
    {
        var answer = await CallAsync("run_task", new JsonObject { ["short_name"] = task, ["retry_attempts"] = attempts, ["retry_delay"] = 0, ["elements"] = elements });
        return answer as JsonObject ?? [];
    }

    /// <summary>run_flow(short_name=...).</summary>
    public async Task<JsonObject> RunFlowAsync(string flow, JsonArray? elements = null) =>
        await CallAsync("run_flow", new JsonObject { ["short_name"] = flow, ["elements"] = elements }) as JsonObject ?? [];

    /// <summary>A script that raises.</summary>
    public static JsonObject Raise(string message) => throw new ScriptCallException("ValueError", message);
}
