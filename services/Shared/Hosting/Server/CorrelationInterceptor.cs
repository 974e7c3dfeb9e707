using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace Flux.Hosting;

// Takes or makes the correlation id; it goes into the log scope, to downstream calls and back in the trailers.
internal sealed class CorrelationInterceptor(ILogger<CorrelationInterceptor> logger) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        using var scope = Begin(context);
        return await continuation(request, context);
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using var scope = Begin(context);
        return await continuation(requestStream, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(TRequest request, IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using var scope = Begin(context);
        await continuation(request, responseStream, context);
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        using var scope = Begin(context);
        await continuation(requestStream, responseStream, context);
    }

    // Called directly by the async methods above: what it sets in the execution context ends with them.
    private IDisposable? Begin(ServerCallContext context)
    {
        var given = context.RequestHeaders.GetValue(Correlation.Header);
        var id = Correlation.IsValid(given) ? given! : Correlation.NewId();
        context.ResponseTrailers.Add(Correlation.Header, id);
        _ = Correlation.Begin(id);
        return logger.BeginScope(new FluxLogScope("correlation", id));
    }
}
