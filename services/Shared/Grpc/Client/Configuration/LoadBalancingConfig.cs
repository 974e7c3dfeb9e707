namespace Grpc.Net.Client.Configuration;

/// <summary>A way to spread calls over a service's addresses.</summary>
public class LoadBalancingConfig(string loadBalancingPolicyName)
{
    /// <summary>The name of all calls to the first address that answers.</summary>
    public const string PickFirstPolicyName = "pick_first";

    /// <summary>The name of each call to the next address.</summary>
    public const string RoundRobinPolicyName = "round_robin";

    /// <summary>The policy's name.</summary>
    public string PolicyName { get; } = loadBalancingPolicyName;
}
