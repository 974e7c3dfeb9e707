namespace Grpc.Net.Client.Configuration;

/// <summary>What a client knows of the services it calls.</summary>
public sealed class ServiceConfig
{
    /// <summary>Settings by method; the most specific name wins.</summary>
    public IList<MethodConfig> MethodConfigs { get; } = [];

    /// <summary>Stops retries while too many calls fail.</summary>
    public RetryThrottlingPolicy? RetryThrottling { get; set; }
}
