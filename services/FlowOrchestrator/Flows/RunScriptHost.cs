using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;
using Flux.FlowOrchestrator.Ports;
using Flux.FlowOrchestrator.Runs;

namespace Flux.FlowOrchestrator.Flows;

/// <summary>What pre-execution and condition scripts can reach: the run's log.</summary>
internal sealed class RunScriptHost(RunScope run, RunElement? element = null) : IScriptHost
{
    /// <inheritdoc/>
    public Task<JsonNode?> CallAsync(string function, JsonObject arguments, CancellationToken cancellationToken) =>
        throw new ScriptCallException("RuntimeError", $"{function} cannot be called from a script of this kind");

    /// <inheritdoc/>
    public ValueTask LogAsync(RunLogLevel level, string message)
    {
        run.Log(level, message, element);
        return run.Journal.RoomAsync();
    }
}
