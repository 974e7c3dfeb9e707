using System.Text.Json.Nodes;
using Flux.Contracts.Script.V1;

namespace Flux.FlowOrchestrator.Ports;

/// <summary>A script to run.</summary>
/// <param name="Kind">Which names it has and what it gives.</param>
/// <param name="Name">Shown as the file name in failures: <c>task collect / management_script</c>.</param>
/// <param name="Source">Python.</param>
/// <param name="Inputs">What its names are made from; the values stay the caller's.</param>
/// <param name="Timeout">Limit of the whole call, waiting in the script's own calls included.</param>
/// <param name="Tenant">Whose fair share of the runner it takes: the root run's id, so that one large run does not hold up the others.</param>
/// <param name="Determinism">The recorded clock and seed of a script that may be run again after a takeover.</param>
internal sealed record ScriptJob(
    ScriptKind Kind, string Name, string Source, IReadOnlyDictionary<string, JsonNode?> Inputs, TimeSpan Timeout, string Tenant,
    Determinism? Determinism = null);
