using System.Text.Json.Nodes;
using Flux.FlowOrchestrator.Common;

namespace Flux.FlowOrchestrator.Parsing.Ttp;

/// <summary>A filter of a variable: <c>contains("up")</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arguments">By position.</param>
/// <param name="Line">1-based line of the template.</param>
internal sealed record TtpFunction(string Name, IReadOnlyList<JsonNode?> Arguments, int Line)
{
    /// <summary>An argument as text; null when it was left out.</summary>
    public string? Text(int index) => index < Arguments.Count ? Json.Text(Arguments[index]) : null;
}
