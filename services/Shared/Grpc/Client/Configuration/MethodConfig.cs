namespace Grpc.Net.Client.Configuration;

/// <summary>Settings of some methods.</summary>
public sealed class MethodConfig
{
    /// <summary>The methods.</summary>
    public IList<MethodName> Names { get; } = [];

    /// <summary>When and how often failed calls are tried again.</summary>
    public RetryPolicy? RetryPolicy { get; set; }
}
