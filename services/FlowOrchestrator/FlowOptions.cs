using System.ComponentModel.DataAnnotations;

namespace Flux.FlowOrchestrator;

/// <summary>Options of the orchestrator: <c>--flow:max-runs 8</c> or <c>FLUX_FLOW__MAX_RUNS</c>.</summary>
internal sealed class FlowOptions : IValidatableObject
{
    /// <summary>Runs at work at once; further ones wait as PENDING. Default: 32.</summary>
    [Range(1, 10_000)]
    public int MaxRuns { get; set; } = 32;

    /// <summary>Runs that may wait; beyond it RunFlow is RESOURCE_EXHAUSTED. Default: 10 000.</summary>
    [Range(1, 1_000_000)]
    public int MaxPendingRuns { get; set; } = 10_000;

    /// <summary>Elements worked on at once in a parallel flow that sets no max_concurrency. Default: 50.</summary>
    [Range(1, 1000)]
    public int DefaultConcurrency { get; set; } = 50;

    /// <summary>Limit of a task that sets no timeout. Default: 10 minutes.</summary>
    public TimeSpan TaskTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Limit of a flow script, waiting for its tasks included. Default: 1 day.</summary>
    public TimeSpan FlowScriptTimeout { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Limit of a call that is answered from memory or a store. Default: 30 s.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long calls to another service that is away, as while it is restarted, are tried again before they fail; 0 fails at once. Default: 10 s.</summary>
    public TimeSpan ServiceWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long tasks at work may take to end when the process is told to stop; no other begins meanwhile. What is still at work then is interrupted.
    /// At most half of the drain timeout. Default: 5 s.
    /// </summary>
    public TimeSpan StopWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How late a firing of a schedule may be before it counts as missed. Default: 1 minute.</summary>
    public TimeSpan ScheduleGrace { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// After which time schedules are looked at again for what other orchestrators on the same store changed: two reads by index. Who changes a schedule
    /// fires it himself at once; others matter when that one is gone. Default: 2 s.
    /// </summary>
    public TimeSpan ScheduleRefresh { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Scripts compiled at once while a bundle is checked. Default: 8.</summary>
    [Range(1, 100)]
    public int CheckConcurrency { get; set; } = 8;

    /// <summary>Levels of nested flows, the root included (semantics 4.7). Default: 16.</summary>
    [Range(1, 100)]
    public int MaxDepth { get; set; } = 16;

    /// <summary>How long a process may be silent before others on the same store take its runs over; it renews three times as often. Default: 15 s.</summary>
    public TimeSpan OwnerLease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long ended runs and the firings of schedules are kept. Default: 30 days.</summary>
    public TimeSpan RetainRunsFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How many ended runs are kept, the newest ones; those nested in others do not count. Default: 10 000.</summary>
    [Range(1, 10_000_000)]
    public int RetainRuns { get; set; } = 10_000;

    /// <summary>After which time runs are looked at for deleting. Default: 10 minutes.</summary>
    public TimeSpan RetentionInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        (string Name, TimeSpan Value, TimeSpan Least)[] times =
        [
            (nameof(OwnerLease), OwnerLease, TimeSpan.FromSeconds(3)),
            (nameof(ServiceWait), ServiceWait, TimeSpan.Zero),
            (nameof(StopWait), StopWait, TimeSpan.Zero),
            (nameof(ScheduleGrace), ScheduleGrace, TimeSpan.FromSeconds(1)),
            (nameof(ScheduleRefresh), ScheduleRefresh, TimeSpan.FromSeconds(1)),
            (nameof(RetainRunsFor), RetainRunsFor, TimeSpan.FromMinutes(1)),
            (nameof(RetentionInterval), RetentionInterval, TimeSpan.FromSeconds(1)),
        ];
        // The most that a timer takes is 49 days; ages may be longer.
        return times.Where(t => t.Value < t.Least || (t.Name != nameof(RetainRunsFor) && t.Value > TimeSpan.FromDays(40)) || t.Value > TimeSpan.FromDays(36_500))
            .Select(t => new ValidationResult($"must be at least {t.Least} and at most {(t.Name == nameof(RetainRunsFor) ? 36_500 : 40)} days", [t.Name]));
    }
}
