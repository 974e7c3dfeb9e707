using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Internal;

internal sealed class ClientStreamingHandler<TService, TRequest, TResponse> : MethodHandler
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly Method<TRequest, TResponse> _method;
    private readonly ServiceActivator<TService> _activator;
    private readonly ClientStreamingMethod<TService, TRequest, TResponse> _call;
    private readonly ClientStreamingServerMethod<TRequest, TResponse> _pipeline;

    public ClientStreamingHandler(Method<TRequest, TResponse> method, MethodOptions options, ServiceActivator<TService> activator,
        ClientStreamingMethod<TService, TRequest, TResponse> call, ILogger logger) : base(method, options, logger)
    {
        _method = method;
        _activator = activator;
        _call = call;
        _pipeline = CallServiceAsync;
        for (var i = options.Interceptors.Count - 1; i >= 0; i--)
        {
            var (registration, next) = (options.Interceptors[i], _pipeline);
            _pipeline = async (requests, context) =>
            {
                using var lease = InterceptorLease.Take(registration, context);
                return await lease.Interceptor.ClientStreamingServerHandler(requests, context, next);
            };
        }
    }

    protected override async Task InvokeAsync(HttpServerCallContext call)
    {
        var response = await _pipeline(new RequestStream<TRequest>(call, _method.RequestMarshaller), call);
        call.WriteSingle(response, _method.ResponseMarshaller);
    }

    private async Task<TResponse> CallServiceAsync(IAsyncStreamReader<TRequest> requests, ServerCallContext context)
    {
        var service = _activator.Create(context.GetHttpContext().RequestServices, out var created);
        try
        {
            return await _call(service, requests, context);
        }
        finally
        {
            if (created)
                await ServiceActivator<TService>.ReleaseAsync(service);
        }
    }
}
