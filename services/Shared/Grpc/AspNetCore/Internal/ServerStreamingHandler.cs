using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Internal;

internal sealed class ServerStreamingHandler<TService, TRequest, TResponse> : MethodHandler
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly Method<TRequest, TResponse> _method;
    private readonly ServiceActivator<TService> _activator;
    private readonly ServerStreamingMethod<TService, TRequest, TResponse> _call;
    private readonly ServerStreamingServerMethod<TRequest, TResponse> _pipeline;

    public ServerStreamingHandler(Method<TRequest, TResponse> method, MethodOptions options, ServiceActivator<TService> activator,
        ServerStreamingMethod<TService, TRequest, TResponse> call, ILogger logger) : base(method, options, logger)
    {
        _method = method;
        _activator = activator;
        _call = call;
        _pipeline = CallServiceAsync;
        for (var i = options.Interceptors.Count - 1; i >= 0; i--)
        {
            var (registration, next) = (options.Interceptors[i], _pipeline);
            _pipeline = async (request, responses, context) =>
            {
                using var lease = InterceptorLease.Take(registration, context);
                await lease.Interceptor.ServerStreamingServerHandler(request, responses, context, next);
            };
        }
    }

    protected override async Task InvokeAsync(HttpServerCallContext call)
    {
        var request = await call.ReadSingleAsync(_method.RequestMarshaller);
        await _pipeline(request, new ResponseStream<TResponse>(call, _method.ResponseMarshaller), call);
    }

    private async Task CallServiceAsync(TRequest request, IServerStreamWriter<TResponse> responses, ServerCallContext context)
    {
        var service = _activator.Create(context.GetHttpContext().RequestServices, out var created);
        try
        {
            await _call(service, request, responses, context);
        }
        finally
        {
            if (created)
                await ServiceActivator<TService>.ReleaseAsync(service);
        }
    }
}
