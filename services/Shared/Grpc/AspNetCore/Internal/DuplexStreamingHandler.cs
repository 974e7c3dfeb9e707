using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Internal;

internal sealed class DuplexStreamingHandler<TService, TRequest, TResponse> : MethodHandler
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly Method<TRequest, TResponse> _method;
    private readonly ServiceActivator<TService> _activator;
    private readonly DuplexStreamingMethod<TService, TRequest, TResponse> _call;
    private readonly DuplexStreamingServerMethod<TRequest, TResponse> _pipeline;

    public DuplexStreamingHandler(Method<TRequest, TResponse> method, MethodOptions options, ServiceActivator<TService> activator,
        DuplexStreamingMethod<TService, TRequest, TResponse> call, ILogger logger) : base(method, options, logger)
    {
        _method = method;
        _activator = activator;
        _call = call;
        _pipeline = CallServiceAsync;
        for (var i = options.Interceptors.Count - 1; i >= 0; i--)
        {
            var (registration, next) = (options.Interceptors[i], _pipeline);
            _pipeline = async (requests, responses, context) =>
            {
                using var lease = InterceptorLease.Take(registration, context);
                await lease.Interceptor.DuplexStreamingServerHandler(requests, responses, context, next);
            };
        }
    }

    protected override Task InvokeAsync(HttpServerCallContext call) => _pipeline(
        new RequestStream<TRequest>(call, _method.RequestMarshaller), new ResponseStream<TResponse>(call, _method.ResponseMarshaller), call);

    private async Task CallServiceAsync(IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TResponse> responses, ServerCallContext context)
    {
        var service = _activator.Create(context.GetHttpContext().RequestServices, out var created);
        try
        {
            await _call(service, requests, responses, context);
        }
        finally
        {
            if (created)
                await ServiceActivator<TService>.ReleaseAsync(service);
        }
    }
}
