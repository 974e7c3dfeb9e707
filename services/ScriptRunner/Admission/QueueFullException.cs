namespace Flux.ScriptRunner.Admission;

/// <summary>No place for another run, and none in the queue.</summary>
/// <param name="message">For people.</param>
/// <param name="retryAfter">When a place is likely.</param>
public sealed class QueueFullException(string message, TimeSpan retryAfter) : Exception(message)
{
    /// <summary>When a place is likely.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
