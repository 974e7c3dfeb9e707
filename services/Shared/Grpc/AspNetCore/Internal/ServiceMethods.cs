using System.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Server.Internal;

// Finds the methods of a service by its generated BindService and maps each to an endpoint.
internal sealed class ServiceMethods<TService>(
    IOptions<GrpcServiceOptions> general, IOptions<GrpcServiceOptions<TService>> own, UnknownMethods unknown, ILoggerFactory loggers)
    where TService : class
{
    public IReadOnlyList<IEndpointConventionBuilder> Map(IEndpointRouteBuilder routes)
    {
        var options = new MethodOptions(general.Value, own.Value);
        var binder = new MethodBinder<TService>(routes, options, new ServiceActivator<TService>(), loggers.CreateLogger<TService>());
        Bind(binder);
        if (!options.IgnoreUnknownServices)
            unknown.Map(routes, binder.ServiceNames);
        return binder.Endpoints;
    }

    private static void Bind(ServiceBinderBase binder)
    {
        for (var type = typeof(TService); type is not null; type = type.BaseType)
        {
            if (type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is not { } bind)
                continue;
            var method = bind.BindType.GetMethod(bind.BindMethodName, BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static,
                [typeof(ServiceBinderBase), type]) ?? throw new InvalidOperationException($"No {bind.BindType}.{bind.BindMethodName} for {type}.");
            method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [binder, null], null);
            return;
        }
        throw new InvalidOperationException($"Cannot locate BindService(ServiceBinderBase, ServiceBase) method for the current service type: {typeof(TService).Name}.");
    }
}
