namespace Grpc.Net.Client.Configuration;

/// <summary>A budget for retries: a failure takes a token, a success gives back a part of one; below half of the tokens nothing is tried again.</summary>
public sealed class RetryThrottlingPolicy
{
    /// <summary>The most tokens, at the start too: 1 to 1000.</summary>
    public int? MaxTokens { get; set; }

    /// <summary>What a success gives back.</summary>
    public double? TokenRatio { get; set; }
}
