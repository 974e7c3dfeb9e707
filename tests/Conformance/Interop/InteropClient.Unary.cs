using Grpc.Core;
using Grpc.Testing;

namespace Flux.Conformance.Interop;

internal sealed partial class InteropClient
{
    private async Task EmptyUnaryAsync() =>
        Assert.Equal(new Empty(), await _client.EmptyCallAsync(new Empty(), deadline: Deadline));

    private static async Task LargeUnaryAsync(TestService.TestServiceClient client)
    {
        var response = await client.UnaryCallAsync(Large(), deadline: Deadline);
        Assert.Equal(new byte[LargeResponse], response.Payload.Body.ToByteArray());
    }

    private async Task ClientCompressedUnaryAsync()
    {
        var announced = Large();
        announced.ExpectCompressed = new BoolValue { Value = true };
        if (_traits.ChecksCompression)
            await FailsAsync(StatusCode.InvalidArgument, async () => await _client.UnaryCallAsync(announced, deadline: Deadline));
        Assert.Equal(LargeResponse, (await _client.UnaryCallAsync(announced, Gzip, Deadline)).Payload.Body.Length);
        var plain = Large();
        plain.ExpectCompressed = new BoolValue { Value = false };
        Assert.Equal(LargeResponse, (await _client.UnaryCallAsync(plain, deadline: Deadline)).Payload.Body.Length);
    }

    private async Task ServerCompressedUnaryAsync()
    {
        foreach (var compressed in new[] { true, false })
        {
            var request = Large();
            request.ResponseCompressed = new BoolValue { Value = compressed };
            Assert.Equal(LargeResponse, (await _client.UnaryCallAsync(request, deadline: Deadline)).Payload.Body.Length);
        }
    }

    private async Task StatusCodeAndMessageAsync()
    {
        var status = new EchoStatus { Code = 2, Message = "test status message" };
        var unary = await FailsAsync(StatusCode.Unknown, async () => await _client.UnaryCallAsync(new SimpleRequest { ResponseStatus = status }, deadline: Deadline));
        Assert.Equal(status.Message, unary.Status.Detail);
        using var call = _client.FullDuplexCall(deadline: Deadline);
        await call.RequestStream.WriteAsync(new StreamingOutputCallRequest { ResponseStatus = status });
        await call.RequestStream.CompleteAsync();
        var duplex = await FailsAsync(StatusCode.Unknown, () => call.ResponseStream.MoveNext());
        Assert.Equal(status.Message, duplex.Status.Detail);
    }

    private async Task SpecialStatusMessageAsync()
    {
        var request = new SimpleRequest { ResponseStatus = new EchoStatus { Code = 2, Message = SpecialMessage } };
        var error = await FailsAsync(StatusCode.Unknown, async () => await _client.UnaryCallAsync(request, deadline: Deadline));
        Assert.Equal(SpecialMessage, error.Status.Detail);
    }

    private async Task UnimplementedMethodAsync() =>
        await FailsAsync(StatusCode.Unimplemented, async () => await _client.UnimplementedCallAsync(new Empty(), deadline: Deadline));

    private async Task UnimplementedServiceAsync()
    {
        var client = new UnimplementedService.UnimplementedServiceClient(_channel);
        await FailsAsync(StatusCode.Unimplemented, async () => await client.UnimplementedCallAsync(new Empty(), deadline: Deadline));
    }

    private Task ConcurrentLargeUnaryAsync() => Task.WhenAll(Enumerable.Range(0, 50).Select(_ => LargeUnaryAsync(_client)));

    private async Task RpcSoakAsync()
    {
        for (var i = 0; i < 100; i++)
            await LargeUnaryAsync(_client);
    }

    private async Task ChannelSoakAsync()
    {
        for (var i = 0; i < 20; i++)
        {
            using var channel = Open();
            await LargeUnaryAsync(new TestService.TestServiceClient(channel));
        }
    }
}
