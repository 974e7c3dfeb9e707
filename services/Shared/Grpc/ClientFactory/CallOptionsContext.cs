using Grpc.Core;

namespace Grpc.Net.ClientFactory;

/// <summary>The options of a call that is about to start.</summary>
public sealed class CallOptionsContext
{
    internal CallOptionsContext(CallOptions callOptions, IServiceProvider serviceProvider) => (CallOptions, ServiceProvider) = (callOptions, serviceProvider);

    /// <summary>The options; may be replaced.</summary>
    public CallOptions CallOptions { get; set; }

    /// <summary>The services.</summary>
    public IServiceProvider ServiceProvider { get; }
}
