using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Logging;

namespace Flux.Hosting;

// The one place where exceptions become statuses.
internal sealed class ExceptionInterceptor(IEnumerable<IErrorTranslator> translators, ILogger<ExceptionInterceptor> logger) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception e)
        {
            throw Map(e, context);
        }
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(requestStream, context);
        }
        catch (Exception e)
        {
            throw Map(e, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(TRequest request, IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception e)
        {
            throw Map(e, context);
        }
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(requestStream, responseStream, context);
        }
        catch (Exception e)
        {
            throw Map(e, context);
        }
    }

    private RpcException Map(Exception exception, ServerCallContext context)
    {
        // The caller is gone or out of time: whatever failed, failed because of that.
        if (context.CancellationToken.IsCancellationRequested && exception is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled or StatusCode.DeadlineExceeded })
            return Ended(context);
        switch (exception)
        {
            case FluxException flux:
                return RichError.Of(flux);
            case RpcException rpc when Downstream.ServiceOf(rpc) is { } service:
                return RichError.OfDownstream(rpc, service);
            case RpcException rpc:
                return rpc;
            case OperationCanceledException:
                return RichError.Of(new FluxException(StatusCode.Cancelled, "CANCELLED", "the work was cancelled"));
            case var other when translators.Select(t => t.Translate(other)).FirstOrDefault(e => e is not null) is { } translated:
                return RichError.Of(translated);
            default:
                var id = Correlation.Current ?? "none";
                HostLog.Unexpected(logger, context.Method, id, exception);
                return RichError.Of(new FluxException(StatusCode.Internal, "INTERNAL",
                    $"internal error; the service's log has the details under correlation id {id}", new Dictionary<string, string> { ["correlation_id"] = id }));
        }
    }

    private static RpcException Ended(ServerCallContext context) => context.Deadline <= DateTime.UtcNow
        ? RichError.Of(new FluxException(StatusCode.DeadlineExceeded, "DEADLINE_EXCEEDED", "the call's deadline passed"))
        : RichError.Of(new FluxException(StatusCode.Cancelled, "CANCELLED", "the caller cancelled the call"));
}
