using System.Text.Json.Nodes;
using Flux.FlowOrchestrator.Ports;

namespace Flux.FlowOrchestrator.Models;

/// <summary>A script that can reach nothing.</summary>
internal sealed class NoHost : IScriptHost
{
    /// <inheritdoc/>
    public Task<JsonNode?> CallAsync(string function, JsonObject arguments, CancellationToken cancellationToken) =>
        throw new ScriptCallException("RuntimeError", $"{function} cannot be called from a model");

    /// <inheritdoc/>
    public ValueTask LogAsync(RunLogLevel level, string message) => ValueTask.CompletedTask;
}
