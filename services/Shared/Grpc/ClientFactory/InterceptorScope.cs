namespace Grpc.Net.ClientFactory;

/// <summary>How long a client's interceptor lives.</summary>
public enum InterceptorScope
{
    /// <summary>One for all clients of the registration.</summary>
    Channel,
    /// <summary>One for each client.</summary>
    Client,
}
