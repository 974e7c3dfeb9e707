using Flux.Hosting;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Flux.Inventory.Audit;

/// <summary>Reads the actor of each call.</summary>
internal sealed class ActorInterceptor : Interceptor
{
    private const int MaxLength = 200;

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        Read(context);
        return continuation(request, context);
    }

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Read(context);
        return continuation(requestStream, context);
    }

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        Read(context);
        return continuation(requestStream, responseStream, context);
    }

    // It goes to the audit log, so nothing in it may look like something else there.
    private static void Read(ServerCallContext context)
    {
        var actor = context.RequestHeaders.GetValue(CallActor.Header) ?? "";
        if (actor.Length > MaxLength || actor.Any(char.IsControl))
            throw FluxError.InvalidArgument($"metadata.{CallActor.Header}", $"must be a user name or 'run/<id>' of at most {MaxLength} characters without control characters.");
        CallActor.Set(actor);
    }
}
