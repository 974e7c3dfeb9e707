namespace Flux.ScriptRunner.Admission;

/// <summary>What one tenant has under way; guarded by the gate.</summary>
internal sealed class TenantRuns(string name)
{
    public string Name { get; } = name;

    public LinkedList<TaskCompletionSource> Queue { get; } = [];

    public int Runs { get; set; }

    public int Active { get; set; }
}
