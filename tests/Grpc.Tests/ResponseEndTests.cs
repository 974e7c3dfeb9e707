using System.Collections.Concurrent;
using Flux.Grpc.Tests.Support;
using Grpc.Core;
using Grpc.Net.Client;

namespace Flux.Grpc.Tests;

/// <summary>A response whose body nobody disposes waits for the finalizer, with all of its call: the collector then costs more than the calls.</summary>
public sealed class ResponseEndTests(EchoFixture fixture) : IClassFixture<EchoFixture>
{
    public static TheoryData<string, Func<Echo.EchoClient, Task<Metadata>>> Calls => new()
    {
        { "unary", async client =>
        {
            var call = client.UnaryAsync(new EchoRequest { Text = "a" });
            await call;
            return await HeadersAsync(call.ResponseHeadersAsync, call.GetTrailers);
        } },
        { "server stream", async client =>
        {
            var call = client.ServerStream(new EchoRequest { Count = 3 });
            while (await call.ResponseStream.MoveNext())
            {
            }
            return await HeadersAsync(call.ResponseHeadersAsync, call.GetTrailers);
        } },
        { "client stream", async client =>
        {
            var call = client.ClientStream();
            await call.RequestStream.CompleteAsync();
            await call;
            return await HeadersAsync(call.ResponseHeadersAsync, call.GetTrailers);
        } },
        { "duplex", async client =>
        {
            var call = client.Duplex();
            await call.RequestStream.CompleteAsync();
            Assert.False(await call.ResponseStream.MoveNext());
            return await HeadersAsync(call.ResponseHeadersAsync, call.GetTrailers);
        } },
    };

    [Theory]
    [MemberData(nameof(Calls), DisableDiscoveryEnumeration = true)]
    public async Task Response_CallEndedWell_IsDisposedAndItsHeadersStay(string kind, Func<Echo.EchoClient, Task<Metadata>> call)
    {
        using var responses = new Responses();
        using var channel = GrpcChannel.ForAddress(fixture.Server.Address, new GrpcChannelOptions { HttpHandler = responses });

        var headers = await call(new Echo.EchoClient(channel));

        Assert.NotNull(headers);
        var response = Assert.Single(responses.Seen);
        Assert.True(await IsDisposedAsync(response.Content), kind);
    }

    private static async Task<Metadata> HeadersAsync(Task<Metadata> headers, Func<Metadata> trailers)
    {
        Assert.NotNull(trailers());
        return await headers;
    }

    private static async Task<bool> IsDisposedAsync(HttpContent content) =>
        await Record.ExceptionAsync(() => content.ReadAsStreamAsync()) is ObjectDisposedException;

    private sealed class Responses() : DelegatingHandler(new SocketsHttpHandler())
    {
        public ConcurrentQueue<HttpResponseMessage> Seen { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            Seen.Enqueue(response);
            return response;
        }
    }
}
