using System.Collections.Concurrent;
using Flux.Grpc.Tests.Support;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace Flux.Grpc.Tests;

public sealed class InterceptorTests
{
    private readonly ConcurrentQueue<string> _trace = new();

    [Fact]
    public async Task Server_SeveralInterceptors_FirstIsOutermostGeneralBeforeOwn()
    {
        await using var server = await StartAsync();
        await server.Client().UnaryAsync(new EchoRequest());
        Assert.Equal(["a>", "b>", "own>", "own<", "b<", "a<"], _trace);
    }

    [Fact]
    public async Task Server_EveryKind_IsIntercepted()
    {
        await using var server = await StartAsync();
        var client = server.Client();
        using var down = client.ServerStream(new EchoRequest());
        Assert.False(await down.ResponseStream.MoveNext());
        using var up = client.ClientStream();
        await up.RequestStream.CompleteAsync();
        await up;
        using var both = client.Duplex();
        await both.RequestStream.CompleteAsync();
        Assert.False(await both.ResponseStream.MoveNext());
        Assert.Equal(3, _trace.Count(t => t == "own>"));
        Assert.Equal(3, _trace.Count(t => t == "a<"));
    }

    [Fact]
    public async Task Server_MadeForACall_DisposedAfterIt()
    {
        await using var server = await TestServer.StartAsync(o => o.Interceptors.Add<Disposing>(_trace));
        await server.Client().UnaryAsync(new EchoRequest());
        await server.Client().UnaryAsync(new EchoRequest());
        Assert.Equal(["disposed", "disposed"], _trace);
    }

    [Fact]
    public async Task Server_Registered_OneInstanceForAllCalls()
    {
        await using var server = await TestServer.StartAsync(o => o.Interceptors.Add<Disposing>(), s => s.AddSingleton(new Disposing(_trace)));
        await server.Client().UnaryAsync(new EchoRequest());
        Assert.Empty(_trace);
    }

    [Fact]
    public async Task Server_InterceptorThrowsStatus_ClientGetsItAndTheServiceIsNotCalled()
    {
        await using var server = await TestServer.StartAsync(o => o.Interceptors.Add<Refusing>());
        var error = await Assert.ThrowsAsync<RpcException>(async () => await server.Client().UnaryAsync(new EchoRequest()));
        Assert.Equal(StatusCode.Unauthenticated, error.StatusCode);
        Assert.Equal(0, server.Probe.Calls);
    }

    [Fact]
    public async Task Client_SeveralInterceptors_FirstIsOutermostForEveryKind()
    {
        await using var server = await TestServer.StartAsync();
        var client = new Echo.EchoClient(server.Channel().Intercept(new ClientTracing("a", _trace), new ClientTracing("b", _trace)));
        await client.UnaryAsync(new EchoRequest());
        client.Unary(new EchoRequest());
        using var down = client.ServerStream(new EchoRequest());
        using var up = client.ClientStream();
        using var both = client.Duplex();
        Assert.Equal(Enumerable.Repeat<string[]>(["a", "b"], 5).SelectMany(n => n), _trace);
    }

    [Fact]
    public async Task Client_InterceptorAddsHeaders_ServerSeesThem()
    {
        await using var server = await TestServer.StartAsync();
        var client = new Echo.EchoClient(server.Channel().Intercept(new ClientTracing("x-a", _trace)));
        using var call = client.UnaryAsync(new EchoRequest());
        await call;
        Assert.Equal("x-a", call.GetTrailers().GetValue("x-traced"));
    }

    [Fact]
    public async Task Client_WithHost_ServerSeesIt()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal("other.example", (await server.Client().WithHost("other.example").UnaryAsync(new EchoRequest { Action = "host" })).Text);
    }

    private Task<TestServer> StartAsync() => TestServer.StartAsync(
        o =>
        {
            o.Interceptors.Add<Tracing>("a", _trace);
            o.Interceptors.Add<Tracing>("b", _trace);
        },
        s => s.AddGrpc().AddServiceOptions<EchoService>(o => o.Interceptors.Add<Tracing>("own", _trace)));

    private sealed class Tracing(string name, ConcurrentQueue<string> trace) : Interceptor
    {
        public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        {
            trace.Enqueue(name + ">");
            var response = await continuation(request, context);
            trace.Enqueue(name + "<");
            return response;
        }

        public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(IAsyncStreamReader<TRequest> requestStream,
            ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
        {
            trace.Enqueue(name + ">");
            var response = await continuation(requestStream, context);
            trace.Enqueue(name + "<");
            return response;
        }

        public override async Task ServerStreamingServerHandler<TRequest, TResponse>(TRequest request, IServerStreamWriter<TResponse> responseStream,
            ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
        {
            trace.Enqueue(name + ">");
            await continuation(request, responseStream, context);
            trace.Enqueue(name + "<");
        }

        public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(IAsyncStreamReader<TRequest> requestStream,
            IServerStreamWriter<TResponse> responseStream, ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation)
        {
            trace.Enqueue(name + ">");
            await continuation(requestStream, responseStream, context);
            trace.Enqueue(name + "<");
        }
    }

    private sealed class Disposing(ConcurrentQueue<string> trace) : Interceptor, IDisposable
    {
        public void Dispose() => trace.Enqueue("disposed");
    }

    private sealed class Refusing : Interceptor
    {
        public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
            TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
            throw new RpcException(new Status(StatusCode.Unauthenticated, "who are you?"));
    }

    private sealed class ClientTracing(string name, ConcurrentQueue<string> trace) : Interceptor
    {
        public override TResponse BlockingUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
            BlockingUnaryCallContinuation<TRequest, TResponse> continuation) => continuation(request, Trace(context));

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, Trace(context));

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(TRequest request,
            ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(request, Trace(context));

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(Trace(context));

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
            ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) =>
            continuation(Trace(context));

        private ClientInterceptorContext<TRequest, TResponse> Trace<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
            where TRequest : class
            where TResponse : class
        {
            trace.Enqueue(name);
            return new(context.Method, context.Host, context.Options.WithHeaders(new Metadata { { "x-traced", name } }));
        }
    }
}
