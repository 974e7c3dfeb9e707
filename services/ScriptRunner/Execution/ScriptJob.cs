using Flux.Contracts.Script.V1;

namespace Flux.ScriptRunner.Execution;

/// <summary>A script to run.</summary>
/// <param name="Kind">Which names it has.</param>
/// <param name="Source">Python.</param>
/// <param name="InputsJson">A JSON object, checked by the caller.</param>
/// <param name="Name">Shown as the file name in failures.</param>
/// <param name="Tenant">Whose share of the queue it counts against.</param>
/// <param name="Limits">What it may use.</param>
public sealed record ScriptJob(ScriptKind Kind, string Source, string InputsJson, string Name, string Tenant, ScriptLimits Limits)
{
    /// <summary>The clock's start and the seed of a run that must do the same again; null for real ones.</summary>
    public (DateTimeOffset Time, long Seed)? Determinism { get; init; }
}
