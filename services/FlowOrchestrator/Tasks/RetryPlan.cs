namespace Flux.FlowOrchestrator.Tasks;

/// <summary>How often a task that fails is run (semantics 4.6).</summary>
/// <param name="Attempts">Runs in all, at least 1.</param>
/// <param name="Delay">Time between two.</param>
internal readonly record struct RetryPlan(int Attempts, TimeSpan Delay)
{
    /// <summary>Once.</summary>
    public static RetryPlan None { get; } = new(1, TimeSpan.Zero);
}
