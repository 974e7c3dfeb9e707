using Flux.Conformance.Cases;
using Flux.Conformance.Raw;
using Flux.Conformance.Wire;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Testing;

namespace Flux.Conformance.Backpressure;

/// <summary>A reader that does not read: the writer gets as far as the flow-control windows and a buffer or two, and no further, however long it may try.</summary>
/// <remarks>All bounds are upper ones, so a slow machine cannot break them.</remarks>
[Collection(Alone.Name)]
public sealed class StalledReaderTests(OurServerFixture server) : RawTests(server)
{
    private const int Window = 64 * 1024;

    // Windows of the stream, Kestrel's response buffer (64 KiB), one segment in flight at each of the stages between.
    private const int Bound = Window + (64 * 1024) + (64 * 1024);

    private const long Megabyte = 1 << 20;

    [Fact]
    public async Task ServerStream_MillionMessagesToAStalledReader_StopsAtTheWindow()
    {
        const int messages = 1_000_000;
        var request = Output(messages, size: 1);
        var each = GrpcBytes.Of(Response(1)).Length;
        using var connection = await OpenAsync(Window);
        var body = GrpcBytes.Of(request);
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        var before = Counter.Written;

        await SendLargeAsync(connection, OutputStream, body);
        await connection.BytesOfAsync(1, Window - 1);
        await KeepBusyAsync();

        var written = Counter.Written - before;
        Assert.True(written < messages, "The server wrote everything to nobody.");
        Assert.InRange(written * each, Window - each, Bound);
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - memory < 100 * Megabyte, "The memory is not flat.");

        await connection.GrantAsync(0, 1 << 30);
        await connection.GrantAsync(1, 1 << 30);
        var call = await connection.EndOfAsync(1);
        Assert.Equal(StatusCode.OK, call.Status);
        Assert.Equal((long)messages * each, call.Body.Count);
        Assert.Equal(messages, Counter.Written - before);
    }

    [Fact]
    public async Task ServerStream_StalledReaderThatGoesAway_EndsTheCall()
    {
        var before = Counter.Ended;
        using (var connection = await OpenAsync(Window))
        {
            await SendLargeAsync(connection, OutputStream, GrpcBytes.Of(Output(100_000, size: 10)));
            await connection.BytesOfAsync(1, Window / 2);
        }
        await Counter.EndedAsync(before + 1).WaitAsync(TimeSpan.FromMinutes(1));
        await ServesNextConnectionAsync();
    }

    [Fact]
    public async Task ServerStream_OurClientDoesNotRead_StopsAtTheWindow()
    {
        const int messages = 100_000;
        const int size = 100;
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{Port}");
        var before = Counter.Written;
        using var call = new TestService.TestServiceClient(channel).StreamingOutputCall(Output(messages, size));
        await call.ResponseHeadersAsync;
        await KeepBusyAsync();
        // HttpClient's window is 64 KiB and grows only while somebody reads.
        Assert.InRange((Counter.Written - before) * size, 0, Bound);

        var read = 0;
        while (await call.ResponseStream.MoveNext())
            read++;
        Assert.Equal(messages, read);
    }

    [Fact]
    public async Task Duplex_ClientReadsNoResponses_StopsTheClientsRequests()
    {
        const int messages = 20_000;
        const int size = 1000;
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{Port}");
        using var call = new TestService.TestServiceClient(channel).FullDuplexCall();
        var request = Output(1, size);
        request.Payload = new Payload { Body = ByteString.CopyFrom(new byte[size]) };
        var sent = 0;
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < messages; i++)
            {
                await call.RequestStream.WriteAsync(request);
                Interlocked.Increment(ref sent);
            }
            await call.RequestStream.CompleteAsync();
        });
        await KeepBusyAsync();
        // Kestrel's windows for requests (768 KiB a stream, 1 MiB a connection), and the responses' path.
        Assert.InRange(Volatile.Read(ref sent) * (long)size, 0, (2 * Megabyte) + Bound);

        var read = 0;
        while (await call.ResponseStream.MoveNext())
            read++;
        await writing;
        Assert.Equal(messages, read);
    }

    private static StreamingOutputCallRequest Output(int messages, int size)
    {
        var request = new StreamingOutputCallRequest();
        var one = new ResponseParameters { Size = size };
        for (var i = 0; i < messages; i++)
            request.ResponseParameters.Add(one);
        return request;
    }

    private static StreamingOutputCallResponse Response(int size) => new() { Payload = new Payload { Body = ByteString.CopyFrom(new byte[size]) } };

    // Other calls in the meantime: time for the stalled one to go wrong, and the proof that it harms nobody.
    private async Task KeepBusyAsync()
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{Port}");
        var client = new TestService.TestServiceClient(channel);
        for (var i = 0; i < 500; i++)
            await client.UnaryCallAsync(Ask(1000));
    }

    private static async Task SendLargeAsync(RawConnection connection, string path, byte[] body)
    {
        await connection.SendAsync(FrameType.Headers, FrameFlags.EndHeaders, 1, HeaderBlock.Request(path));
        await connection.SendBodyAsync(1, body);
    }
}
