using Grpc.Core;
using Grpc.Testing;

namespace Flux.Conformance.Interop;

internal sealed partial class InteropClient
{
    private const string EchoInitial = "x-grpc-test-echo-initial";
    private const string EchoTrailing = "x-grpc-test-echo-trailing-bin";

    private async Task ClientStreamingAsync()
    {
        using var call = _client.StreamingInputCall(deadline: Deadline);
        foreach (var size in new[] { 27182, 8, 1828, 45904 })
            await call.RequestStream.WriteAsync(new StreamingInputCallRequest { Payload = Zeros(size) });
        await call.RequestStream.CompleteAsync();
        Assert.Equal(74922, (await call).AggregatedPayloadSize);
    }

    private async Task ClientCompressedStreamingAsync()
    {
        static StreamingInputCallRequest Request(int size, bool compressed) =>
            new() { Payload = Zeros(size), ExpectCompressed = new BoolValue { Value = compressed } };
        if (_traits.ChecksCompression)
        {
            using var probe = _client.StreamingInputCall(deadline: Deadline);
            await probe.RequestStream.WriteAsync(Request(27182, true));
            await probe.RequestStream.CompleteAsync();
            await FailsAsync(StatusCode.InvalidArgument, () => probe.ResponseAsync);
        }
        using var call = _client.StreamingInputCall(Gzip, Deadline);
        await call.RequestStream.WriteAsync(Request(27182, true));
        call.RequestStream.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
        await call.RequestStream.WriteAsync(Request(45904, false));
        await call.RequestStream.CompleteAsync();
        Assert.Equal(73086, (await call).AggregatedPayloadSize);
    }

    private async Task ServerStreamingAsync()
    {
        using var call = _client.StreamingOutputCall(Output(31415, 9, 2653, 58979), deadline: Deadline);
        Assert.Equal([31415, 9, 2653, 58979], await SizesAsync(call.ResponseStream));
    }

    private async Task ServerCompressedStreamingAsync()
    {
        var request = Output(31415, 92653);
        request.ResponseParameters[0].Compressed = new BoolValue { Value = true };
        request.ResponseParameters[1].Compressed = new BoolValue { Value = false };
        using var call = _client.StreamingOutputCall(request, deadline: Deadline);
        Assert.Equal([31415, 92653], await SizesAsync(call.ResponseStream));
    }

    private async Task PingPongAsync()
    {
        using var call = _client.FullDuplexCall(deadline: Deadline);
        foreach (var (response, sent) in new[] { (31415, 27182), (9, 8), (2653, 1828), (58979, 45904) })
        {
            var request = Output(response);
            request.Payload = Zeros(sent);
            await call.RequestStream.WriteAsync(request);
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal(response, call.ResponseStream.Current.Payload.Body.Length);
        }
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    private async Task EmptyStreamAsync()
    {
        using var call = _client.FullDuplexCall(deadline: Deadline);
        await call.RequestStream.CompleteAsync();
        Assert.Empty(await SizesAsync(call.ResponseStream));
    }

    private async Task CustomMetadataAsync()
    {
        byte[][] binary = _traits.JoinedBinaryHeaders ? [[0xab, 0xab, 0xab], [0x00, 0xff, 0x2c, 0x01]] : [[0xab, 0xab, 0xab]];
        var headers = new Metadata { { EchoInitial, "test_initial_metadata_value" } };
        foreach (var value in binary)
            headers.Add(EchoTrailing, value);

        void Check(Metadata initial, Metadata trailing)
        {
            Assert.Equal(["test_initial_metadata_value"], initial.GetAll(EchoInitial).Select(e => e.Value));
            Assert.Equal(binary, trailing.GetAll(EchoTrailing).Select(e => e.ValueBytes));
        }

        using var unary = _client.UnaryCallAsync(Large(), headers, Deadline);
        await unary;
        Check(await unary.ResponseHeadersAsync, unary.GetTrailers());
        using var duplex = _client.FullDuplexCall(headers, Deadline);
        await duplex.RequestStream.WriteAsync(Output(LargeResponse));
        await duplex.RequestStream.CompleteAsync();
        Assert.Equal([LargeResponse], await SizesAsync(duplex.ResponseStream));
        Check(await duplex.ResponseHeadersAsync, duplex.GetTrailers());
    }

    private async Task CancelAfterBeginAsync()
    {
        using var cancellation = new CancellationTokenSource();
        using var call = _client.StreamingInputCall(deadline: Deadline, cancellationToken: cancellation.Token);
        await cancellation.CancelAsync();
        await FailsAsync(StatusCode.Cancelled, () => call.ResponseAsync);
        Assert.Equal(StatusCode.Cancelled, call.GetStatus().StatusCode);
    }

    private async Task CancelAfterFirstResponseAsync()
    {
        using var cancellation = new CancellationTokenSource();
        using var call = _client.FullDuplexCall(deadline: Deadline, cancellationToken: cancellation.Token);
        var request = Output(31415);
        request.Payload = Zeros(27182);
        await call.RequestStream.WriteAsync(request);
        Assert.True(await call.ResponseStream.MoveNext());
        await cancellation.CancelAsync();
        await FailsAsync(StatusCode.Cancelled, () => call.ResponseStream.MoveNext());
    }

    private async Task TimeoutOnSleepingServerAsync()
    {
        using var call = _client.FullDuplexCall(deadline: DateTime.UtcNow.AddMilliseconds(1));
        try
        {
            await call.RequestStream.WriteAsync(new StreamingOutputCallRequest { Payload = Zeros(27182) });
        }
        catch (RpcException)
        {
            // The deadline may pass before or after the write; what counts is what the call ends with.
        }
        await FailsAsync(StatusCode.DeadlineExceeded, () => call.ResponseStream.MoveNext());
    }
}
