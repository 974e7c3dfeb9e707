using Grpc.Core.Interceptors;
using Grpc.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

/// <summary>An interceptor's type and its constructor arguments.</summary>
public class InterceptorRegistration
{
    private readonly object[] _arguments;
    private ObjectFactory? _factory;

    internal InterceptorRegistration(Type type, object[] arguments)
    {
        Type = type;
        _arguments = arguments;
    }

    /// <summary>The interceptor's type.</summary>
    public Type Type { get; }

    /// <summary>The constructor arguments that do not come from the services.</summary>
    public IReadOnlyList<object> Arguments => _arguments;

    // An interceptor that is registered as a service lives as long as that says; any other is made for one call.
    internal Interceptor Resolve(IServiceProvider services, out bool created)
    {
        if (_arguments.Length == 0 && services.GetService(Type) is Interceptor registered)
        {
            created = false;
            return registered;
        }
        _factory ??= ObjectMaker.Create(Type, Array.ConvertAll(_arguments, a => a.GetType()));
        created = true;
        return (Interceptor)_factory(services, _arguments);
    }
}
