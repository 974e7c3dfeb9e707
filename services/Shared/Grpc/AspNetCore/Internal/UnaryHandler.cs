using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Internal;

internal sealed class UnaryHandler<TService, TRequest, TResponse> : MethodHandler
    where TService : class
    where TRequest : class
    where TResponse : class
{
    private readonly Method<TRequest, TResponse> _method;
    private readonly ServiceActivator<TService> _activator;
    private readonly UnaryMethod<TService, TRequest, TResponse> _call;
    private readonly UnaryServerMethod<TRequest, TResponse> _pipeline;

    public UnaryHandler(Method<TRequest, TResponse> method, MethodOptions options, ServiceActivator<TService> activator,
        UnaryMethod<TService, TRequest, TResponse> call, ILogger logger) : base(method, options, logger)
    {
        _method = method;
        _activator = activator;
        _call = call;
        _pipeline = CallServiceAsync;
        for (var i = options.Interceptors.Count - 1; i >= 0; i--)
        {
            var (registration, next) = (options.Interceptors[i], _pipeline);
            _pipeline = async (request, context) =>
            {
                using var lease = InterceptorLease.Take(registration, context);
                return await lease.Interceptor.UnaryServerHandler(request, context, next);
            };
        }
    }

    protected override async Task InvokeAsync(HttpServerCallContext call)
    {
        var request = await call.ReadSingleAsync(_method.RequestMarshaller);
        var response = await _pipeline(request, call);
        call.WriteSingle(response, _method.ResponseMarshaller);
    }

    private Task<TResponse> CallServiceAsync(TRequest request, ServerCallContext context)
    {
        var service = _activator.Create(context.GetHttpContext().RequestServices, out var created);
        return created && service is IDisposable or IAsyncDisposable
            ? CallOnceAsync(service, request, context)
            : _call(service, request, context);
    }

    private async Task<TResponse> CallOnceAsync(TService service, TRequest request, ServerCallContext context)
    {
        try
        {
            return await _call(service, request, context);
        }
        finally
        {
            await ServiceActivator<TService>.ReleaseAsync(service);
        }
    }
}
