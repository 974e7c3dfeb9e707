using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Flux.Hosting;

// A span and a measurement for each call served. Outermost, so that it sees the status that the caller gets.
internal sealed class ServerTelemetryInterceptor : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        RpcTelemetry.ServerIsOn ? ObserveAsync(context, () => continuation(request, context)) : continuation(request, context);

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        RpcTelemetry.ServerIsOn ? ObserveAsync(context, () => continuation(requestStream, context)) : continuation(requestStream, context);

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(TRequest request, IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        RpcTelemetry.ServerIsOn
            ? ObserveAsync(context, () => continuation(request, responseStream, context))
            : continuation(request, responseStream, context);

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        RpcTelemetry.ServerIsOn
            ? ObserveAsync(context, () => continuation(requestStream, responseStream, context))
            : continuation(requestStream, responseStream, context);

    private static async Task<T> ObserveAsync<T>(ServerCallContext context, Func<Task<T>> call)
    {
        var span = RpcSpan.StartServer(context);
        try
        {
            var response = await call().ConfigureAwait(false);
            End(span, context, context.Status.StatusCode);
            return response;
        }
        catch (Exception e)
        {
            End(span, context, StatusOf(e, context));
            throw;
        }
    }

    private static Task<bool> ObserveAsync(ServerCallContext context, Func<Task> call) => ObserveAsync<bool>(context, async () =>
    {
        await call().ConfigureAwait(false);
        return true;
    });

    // The deadline ends the call on the server before the caller's reset does.
    private static StatusCode StatusOf(Exception exception, ServerCallContext context) =>
        context.Deadline <= DateTime.UtcNow && context.CancellationToken.IsCancellationRequested ? StatusCode.DeadlineExceeded
        : exception is RpcException rpc ? rpc.StatusCode
        : exception is OperationCanceledException ? StatusCode.Cancelled
        : StatusCode.Unknown;

    private static void End(RpcSpan span, ServerCallContext context, StatusCode status)
    {
        span.Activity?.SetTag("flux.correlation_id", context.ResponseTrailers.GetValue(Correlation.Header));
        span.End(status);
    }
}
