using System.Text.Json.Nodes;

namespace Flux.FlowOrchestrator.Parsing.Ttp;

/// <summary>A template, read and compiled.</summary>
/// <param name="Root">What stands outside of all groups.</param>
/// <param name="Variables">From <c>&lt;vars&gt;</c>.</param>
/// <param name="ResultVariables">Those that are part of the result, by the name that the template gives them.</param>
internal sealed record TtpTemplate(TtpGroup Root, JsonObject Variables, IReadOnlyDictionary<string, JsonObject> ResultVariables);
