namespace Grpc.Net.Client.Configuration;

/// <summary>What a client knows of the services it calls.</summary>
public sealed class ServiceConfig
{
    /// <summary>Settings by method; the most specific name wins.</summary>
    public IList<MethodConfig> MethodConfigs { get; } = [];

    /// <summary>How calls are spread over a service's addresses; the first known policy counts. Default: all to the first that answers.</summary>
    public IList<LoadBalancingConfig> LoadBalancingConfigs { get; } = [];

    /// <summary>Stops retries while too many calls fail.</summary>
    public RetryThrottlingPolicy? RetryThrottling { get; set; }
}
