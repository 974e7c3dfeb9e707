namespace Flux.ScriptRunner.Execution;

/// <summary>What a run used.</summary>
/// <param name="Wall">From start to end, waiting in calls left out.</param>
/// <param name="Cpu">Processor time.</param>
/// <param name="MaxMemory">Peak resident memory in bytes.</param>
/// <param name="Calls">Calls made.</param>
public readonly record struct ScriptUsage(TimeSpan Wall, TimeSpan Cpu, long MaxMemory, int Calls);
