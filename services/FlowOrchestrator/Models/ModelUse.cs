using System.Text.Json.Nodes;

namespace Flux.FlowOrchestrator.Models;

/// <summary>Where a model is used: in a task, or in a test of the model.</summary>
/// <param name="Context">The context; a script that changes it changes what the caller keeps.</param>
/// <param name="Tenant">Whose fair share of the script runner it takes.</param>
/// <param name="RunScript">Runs a model script: name, source, inputs; gives its outputs.</param>
internal sealed record ModelUse(
    JsonObject Context, string Tenant, Func<string, string, IReadOnlyDictionary<string, JsonNode?>, CancellationToken, Task<JsonObject>> RunScript);
