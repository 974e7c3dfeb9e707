using Flux.Contracts.Common.V1;

namespace Flux.ScriptRunner.Execution;

/// <summary>How a run ended.</summary>
/// <param name="Result">The JSON object that it gave; null when it failed.</param>
/// <param name="Failure">Why it failed; null when it did not.</param>
/// <param name="Stdout">What it printed.</param>
/// <param name="Usage">What it used.</param>
public sealed record ScriptOutcome(string? Result, Failure? Failure, string Stdout, ScriptUsage Usage);
