using System.ComponentModel.DataAnnotations;

namespace Flux.Events;

/// <summary>How long events are kept, and where they go; <c>--events:max-count</c> or <c>FLUX_EVENTS__MAX_COUNT</c>.</summary>
public sealed class EventOptions : IValidatableObject
{
    /// <summary>Most events that are kept to be read. Default: 100 000.</summary>
    [Range(1, int.MaxValue)]
    public int MaxCount { get; set; } = 100_000;

    /// <summary>How long events are kept to be read. Default: 7 days.</summary>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How often to look for events that another replica wrote; this process's own are seen at once. Default: 10 s.</summary>
    public TimeSpan LookInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Port of the Dapr sidecar's HTTP API on 127.0.0.1; without one events are only kept. Default: the environment variable DAPR_HTTP_PORT.</summary>
    [Range(1, 65535)]
    public int? DaprHttpPort { get; set; } = int.TryParse(Environment.GetEnvironmentVariable("DAPR_HTTP_PORT"), out var port) ? port : null;

    /// <summary>Name of the Dapr pub/sub component. Default: <c>flux-pubsub</c>.</summary>
    [Required]
    public string Pubsub { get; set; } = "flux-pubsub";

    /// <summary>Topic of all events. Default: <c>flux-events</c>.</summary>
    [Required]
    public string Topic { get; set; } = "flux-events";

    /// <summary>Pause after the first failed delivery; it doubles with each further one. Default: 1 s.</summary>
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause between deliveries of one event. Default: 1 minute.</summary>
    public TimeSpan LastRetry { get; set; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (MaxAge <= TimeSpan.Zero) yield return new ValidationResult("must be above 00:00:00", [nameof(MaxAge)]);
        if (LookInterval <= TimeSpan.Zero || LookInterval > TimeSpan.FromDays(1))
            yield return new ValidationResult("must be above 00:00:00 and at most 1.00:00:00", [nameof(LookInterval)]);
        if (FirstRetry <= TimeSpan.Zero || FirstRetry > LastRetry)
            yield return new ValidationResult("must be above 00:00:00 and not above the last retry", [nameof(FirstRetry)]);
        if (LastRetry > TimeSpan.FromDays(1)) yield return new ValidationResult("must be at most 1.00:00:00", [nameof(LastRetry)]);
    }
}
