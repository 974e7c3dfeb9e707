using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;

namespace Flux.FlowOrchestrator.Ports;

/// <summary>What a running script can reach.</summary>
internal interface IScriptHost
{
    /// <summary>Answers a call of the script.</summary>
    /// <exception cref="ScriptCallException">What the call raises in the script.</exception>
    Task<JsonNode?> CallAsync(string function, JsonObject arguments, CancellationToken cancellationToken);

    /// <summary>Takes a line of <c>log_message</c> or <c>pause</c>; waits while more are given than can be stored.</summary>
    ValueTask LogAsync(RunLogLevel level, string message);
}
