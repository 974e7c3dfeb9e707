using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Hosting;

namespace Flux.Hosting;

// A server stream such as WatchRun lasts as long as somebody watches: it would hold the end of the process until the drain time is over.
// So its token ends with the service, and the watcher hears UNAVAILABLE and looks for another replica. All other calls are drained.
internal sealed class StoppingInterceptor(IHostApplicationLifetime lifetime) : Interceptor
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(TRequest request, IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        // The health watch says good-bye itself.
        if (context.Method.StartsWith("/grpc.", StringComparison.Ordinal))
        {
            await continuation(request, responseStream, context);
            return;
        }
        var stopping = lifetime.ApplicationStopping;
        using var both = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, stopping);
        try
        {
            await continuation(request, responseStream, new StoppableCallContext(context, both.Token));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !context.CancellationToken.IsCancellationRequested)
        {
            throw FluxError.Unavailable("the service is stopping", RetryAfter, "STOPPING");
        }
    }
}
