using Grpc.Core;

namespace Grpc.Net.Client.Internal;

internal sealed class HttpClientCallInvoker(ChannelSettings channel) : CallInvoker
{
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        using var call = AsyncUnaryCall(method, host, options, request);
        return call.ResponseAsync.GetAwaiter().GetResult();
    }

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        call.SendSingle(request);
        return new AsyncUnaryCall<TResponse>(call.ReceiveSingleAsync(), ClientCall.HeadersOf, ClientCall.StatusOf, ClientCall.TrailersOf,
            ClientCall.DisposeOf, call);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        call.Send(request);
        return new AsyncServerStreamingCall<TResponse>(new ResponseStreamReader<TRequest, TResponse>(call), ClientCall.HeadersOf, ClientCall.StatusOf,
            ClientCall.TrailersOf, ClientCall.DisposeOf, call);
    }

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        var writer = call.SendStream();
        return new AsyncClientStreamingCall<TRequest, TResponse>(writer, call.ReceiveSingleAsync(), ClientCall.HeadersOf, ClientCall.StatusOf,
            ClientCall.TrailersOf, ClientCall.DisposeOf, call);
    }

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, string? host, CallOptions options)
    {
        var call = new ClientCall<TRequest, TResponse>(channel, method, host, options);
        var writer = call.SendStream();
        return new AsyncDuplexStreamingCall<TRequest, TResponse>(writer, new ResponseStreamReader<TRequest, TResponse>(call), ClientCall.HeadersOf,
            ClientCall.StatusOf, ClientCall.TrailersOf, ClientCall.DisposeOf, call);
    }
}
