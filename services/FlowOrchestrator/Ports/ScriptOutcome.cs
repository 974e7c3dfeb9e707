using System.Text.Json.Nodes;
using Flux.Contracts.Common.V1;

namespace Flux.FlowOrchestrator.Ports;

/// <summary>How a script ended.</summary>
/// <param name="Outputs">What it gave, by kind; empty when it failed.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
/// <param name="Stdout">What it printed.</param>
internal sealed record ScriptOutcome(JsonObject Outputs, Failure? Failure, string Stdout = "");
