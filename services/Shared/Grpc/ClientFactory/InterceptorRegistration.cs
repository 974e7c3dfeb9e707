using Grpc.Core.Interceptors;

namespace Grpc.Net.ClientFactory;

/// <summary>How an interceptor is made, and whether once or for each client.</summary>
public class InterceptorRegistration(InterceptorScope scope, Func<IServiceProvider, Interceptor> creator)
{
    /// <summary>How long it lives.</summary>
    public InterceptorScope Scope { get; } = scope;

    internal Func<IServiceProvider, Interceptor> Creator { get; } = creator;
}
