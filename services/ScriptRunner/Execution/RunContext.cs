namespace Flux.ScriptRunner.Execution;

/// <summary>What a run needs besides its child.</summary>
internal sealed record RunContext(string Name, string Tenant, ScriptLimits Limits, IReadOnlyCollection<string> AllowedCalls, IScriptHost Host)
{
    public required TimeProvider Time { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>Told when the run begins to wait in a call: a good time to fork the next child.</summary>
    public required Action Waiting { get; init; }
}
