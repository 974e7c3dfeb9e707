using Grpc.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server.Internal;

// A service that is registered lives as long as its registration says; any other is made for one call.
internal sealed class ServiceActivator<TService>
    where TService : class
{
    private ObjectFactory? _factory;

    public TService Create(IServiceProvider services, out bool created)
    {
        if (services.GetService<TService>() is { } registered)
        {
            created = false;
            return registered;
        }
        _factory ??= ObjectMaker.Create(typeof(TService));
        created = true;
        return (TService)_factory(services, []);
    }

    public static ValueTask ReleaseAsync(object instance)
    {
        if (instance is IAsyncDisposable asyncDisposable)
            return asyncDisposable.DisposeAsync();
        (instance as IDisposable)?.Dispose();
        return default;
    }
}
