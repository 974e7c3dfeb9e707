using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Grpc.AspNetCore.Server.Internal;

// An interceptor for the time of one call; disposed afterwards if it was made for it.
internal readonly struct InterceptorLease(Interceptor interceptor, bool created) : IDisposable
{
    public Interceptor Interceptor => interceptor;

    public static InterceptorLease Take(InterceptorRegistration registration, ServerCallContext context)
    {
        var interceptor = registration.Resolve(context.GetHttpContext().RequestServices, out var created);
        return new InterceptorLease(interceptor, created);
    }

    public void Dispose()
    {
        if (created)
            (interceptor as IDisposable)?.Dispose();
    }
}
