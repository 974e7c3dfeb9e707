using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Flux.Hosting;

// What every call to another service of the suite has: correlation id, a deadline if it is unary, the target's name on its errors.
internal sealed class FluxClientInterceptor(
    FluxService target, FluxHostOptions host, TimeProvider time, IReadOnlyDictionary<string, string> routing) : Interceptor
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        try
        {
            return continuation(request, Prepare(context, unary: true));
        }
        catch (RpcException e)
        {
            Downstream.Mark(e, target);
            throw;
        }
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, Prepare(context, unary: true));
        return call.With(Downstream.MarkAsync(call.ResponseAsync, target));
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, Prepare(context, unary: false));
        return new AsyncServerStreamingCall<TResponse>(
            new MarkedReader<TResponse>(call.ResponseStream, target), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(Prepare(context, unary: false));
        return new AsyncClientStreamingCall<TRequest, TResponse>(new MarkedWriter<TRequest>(call.RequestStream, target),
            Downstream.MarkAsync(call.ResponseAsync, target), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(Prepare(context, unary: false));
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(new MarkedWriter<TRequest>(call.RequestStream, target),
            new MarkedReader<TResponse>(call.ResponseStream, target), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    private ClientInterceptorContext<TRequest, TResponse> Prepare<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context, bool unary)
        where TRequest : class
        where TResponse : class
    {
        var options = context.Options;
        if (unary && options.Deadline is null)
            options = options.WithDeadline(time.GetUtcNow().UtcDateTime + host.CallTimeout);
        var id = options.Headers?.Get(Correlation.Header) is null ? Correlation.Current : null;
        if (id is not null || routing.Count > 0)
        {
            // The caller's headers stay as they are: it may use them for other calls.
            var headers = new Metadata();
            foreach (var entry in options.Headers ?? Metadata.Empty)
                headers.Add(entry);
            if (id is not null)
                headers.Add(Correlation.Header, id);
            foreach (var (name, value) in routing)
                headers.Add(name, value);
            options = options.WithHeaders(headers);
        }
        return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, options);
    }
}
