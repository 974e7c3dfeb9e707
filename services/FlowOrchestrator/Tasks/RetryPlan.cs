using Flux.Contracts.Flow.V1;

namespace Flux.FlowOrchestrator.Tasks;

/// <summary>How often a task that fails is run, and with which pauses (semantics 4.6, 5.7).</summary>
/// <param name="Attempts">Runs in all, at least 1.</param>
/// <param name="Delay">Time before the second run.</param>
/// <param name="Backoff">How it grows from there.</param>
/// <param name="MaxDelay">It grows no further; null means one hour.</param>
internal readonly record struct RetryPlan(int Attempts, TimeSpan Delay, Backoff Backoff = Backoff.Fixed, TimeSpan? MaxDelay = null)
{
    private static readonly TimeSpan DefaultMax = TimeSpan.FromHours(1);

    /// <summary>Once.</summary>
    public static RetryPlan None { get; } = new(1, TimeSpan.Zero);

    /// <summary>The plan of a declared policy; once without one.</summary>
    public static RetryPlan Of(RetryPolicy? policy) => policy is null ? None : new(
        Math.Max(1, policy.MaxAttempts), policy.Delay?.ToTimeSpan() ?? TimeSpan.Zero, policy.Backoff, policy.MaxDelay?.ToTimeSpan());

    /// <summary>Time to wait after a failed attempt.</summary>
    /// <param name="attempt">The one that failed, from 1.</param>
    public TimeSpan After(int attempt)
    {
        var times = Backoff switch
        {
            Backoff.Linear => attempt,
            Backoff.Exponential => Math.Pow(2, Math.Min(attempt - 1, 40)),
            _ => 1,
        };
        var longest = MaxDelay ?? (Delay > DefaultMax ? Delay : DefaultMax);
        return TimeSpan.FromSeconds(Math.Min(Delay.TotalSeconds * times, longest.TotalSeconds));
    }
}
