using System.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Internal;

// Receives a service's methods from its generated BindService.
internal sealed class MethodBinder<TService>(IEndpointRouteBuilder routes, MethodOptions options, ServiceActivator<TService> activator, ILogger logger)
    : ServiceBinderBase
    where TService : class
{
    public List<IEndpointConventionBuilder> Endpoints { get; } = [];

    public HashSet<string> ServiceNames { get; } = [];

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var (call, info) = Open<UnaryMethod<TService, TRequest, TResponse>>(method, typeof(TRequest), typeof(ServerCallContext));
        Map(method, info, new UnaryHandler<TService, TRequest, TResponse>(method, options, activator, call, logger));
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (call, info) = Open<ClientStreamingMethod<TService, TRequest, TResponse>>(method, typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext));
        Map(method, info, new ClientStreamingHandler<TService, TRequest, TResponse>(method, options, activator, call, logger));
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (call, info) = Open<ServerStreamingMethod<TService, TRequest, TResponse>>(
            method, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        Map(method, info, new ServerStreamingHandler<TService, TRequest, TResponse>(method, options, activator, call, logger));
    }

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var (call, info) = Open<DuplexStreamingMethod<TService, TRequest, TResponse>>(
            method, typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        Map(method, info, new DuplexStreamingHandler<TService, TRequest, TResponse>(method, options, activator, call, logger));
    }

    // The generated handlers are bound to one instance; the same methods are opened over any instance here.
    private static (TDelegate Call, MethodInfo Info) Open<TDelegate>(IMethod method, params Type[] parameters)
        where TDelegate : Delegate
    {
        for (var type = typeof(TService); type is not null; type = type.BaseType)
        {
            var info = type.GetMethod(method.Name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly, parameters);
            if (info is not null)
                return (info.CreateDelegate<TDelegate>(), info);
        }
        throw new InvalidOperationException($"Could not find '{method.Name}' on {typeof(TService)}.");
    }

    private void Map(IMethod method, MethodInfo info, MethodHandler handler)
    {
        ServiceNames.Add(method.ServiceName);
        var endpoint = routes.Map(RoutePatternFactory.Parse(method.FullName), handler.HandleAsync);
        endpoint.WithDisplayName("gRPC - " + method.FullName);
        endpoint.WithMetadata([
            .. typeof(TService).GetCustomAttributes(inherit: true), .. info.GetCustomAttributes(inherit: true),
            new HttpMethodMetadata(["POST"]), new GrpcMethodMetadata(typeof(TService), method),
        ]);
        Endpoints.Add(endpoint);
    }
}
