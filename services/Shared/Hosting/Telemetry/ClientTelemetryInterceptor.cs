using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Flux.Hosting;

// A span and a measurement for each call to another service, and the trace context that joins it to that service's own span.
internal sealed class ClientTelemetryInterceptor(Uri server) : Interceptor
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        if (!RpcTelemetry.ClientIsOn)
            return continuation(request, context);
        var span = Start(ref context);
        try
        {
            var response = continuation(request, context);
            span.End(StatusCode.OK);
            return response;
        }
        catch (Exception e)
        {
            span.End(e);
            throw;
        }
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        if (!RpcTelemetry.ClientIsOn)
            return continuation(request, context);
        var span = Start(ref context);
        var call = continuation(request, context);
        return call.With(span.ObserveAsync(call.ResponseAsync));
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(TRequest request,
        ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        if (!RpcTelemetry.ClientIsOn)
            return continuation(request, context);
        var span = Start(ref context);
        var call = continuation(request, context);
        return new AsyncServerStreamingCall<TResponse>(
            new ObservedReader<TResponse>(call.ResponseStream, span), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, Ending(call.Dispose, span));
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        if (!RpcTelemetry.ClientIsOn)
            return continuation(context);
        var span = Start(ref context);
        var call = continuation(context);
        return new AsyncClientStreamingCall<TRequest, TResponse>(
            call.RequestStream, span.ObserveAsync(call.ResponseAsync), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        if (!RpcTelemetry.ClientIsOn)
            return continuation(context);
        var span = Start(ref context);
        var call = continuation(context);
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(call.RequestStream, new ObservedReader<TResponse>(call.ResponseStream, span),
            call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, Ending(call.Dispose, span));
    }

    private RpcSpan Start<TRequest, TResponse>(ref ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class
    {
        var span = RpcSpan.StartClient(context.Method, server);
        if (span.Activity is { } activity)
        {
            context = new ClientInterceptorContext<TRequest, TResponse>(
                context.Method, context.Host, context.Options.WithHeaders(TraceContext.Write(context.Options.Headers, activity)));
        }
        return span;
    }

    // A stream that is left before its end is cancelled.
    private static Action Ending(Action dispose, RpcSpan span) => () =>
    {
        dispose();
        span.End(StatusCode.Cancelled);
    };
}
