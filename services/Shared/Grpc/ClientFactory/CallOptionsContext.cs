using Grpc.Core;

namespace Grpc.Net.ClientFactory;

/// <summary>The options of a call that is about to start.</summary>
public sealed class CallOptionsContext(CallOptions callOptions, IServiceProvider serviceProvider)
{
    /// <summary>The options; may be replaced.</summary>
    public CallOptions CallOptions { get; set; } = callOptions;

    /// <summary>The services.</summary>
    public IServiceProvider ServiceProvider { get; } = serviceProvider;
}
