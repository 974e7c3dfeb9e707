using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace Grpc.Net.ClientFactory;

/// <summary>Options of a registered client.</summary>
public class GrpcClientFactoryOptions
{
    /// <summary>The address to call.</summary>
    public Uri? Address { get; set; }

    /// <summary>Change the channel's options.</summary>
    public IList<Action<GrpcChannelOptions>> ChannelOptionsActions { get; } = [];

    /// <summary>Change the options of each call.</summary>
    public IList<Action<CallOptionsContext>> CallOptionsActions { get; } = [];

    /// <summary>Interceptors that exist already.</summary>
    public IList<Interceptor> Interceptors { get; } = [];

    /// <summary>Interceptors to be made; the first one is called first.</summary>
    public IList<InterceptorRegistration> InterceptorRegistrations { get; } = [];

    /// <summary>Makes the client; by default its constructor with a <see cref="CallInvoker"/>.</summary>
    public Func<CallInvoker, object>? Creator { get; set; }
}
