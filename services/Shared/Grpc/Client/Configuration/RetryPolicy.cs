using Grpc.Core;

namespace Grpc.Net.Client.Configuration;

/// <summary>When and how often failed calls are tried again.</summary>
public sealed class RetryPolicy
{
    /// <summary>Attempts in all, at least 2.</summary>
    public int? MaxAttempts { get; set; }

    /// <summary>The longest wait before the second attempt; the wait is random below it.</summary>
    public TimeSpan? InitialBackoff { get; set; }

    /// <summary>The longest wait before any attempt.</summary>
    public TimeSpan? MaxBackoff { get; set; }

    /// <summary>By how much the longest wait grows from attempt to attempt.</summary>
    public double? BackoffMultiplier { get; set; }

    /// <summary>The status codes after which a call is tried again.</summary>
    public IList<StatusCode> RetryableStatusCodes { get; } = [];
}
