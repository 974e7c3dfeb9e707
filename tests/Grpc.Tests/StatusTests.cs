using Flux.Grpc.Tests.Support;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Flux.Grpc.Tests;

public sealed class StatusTests(EchoFixture fixture) : IClassFixture<EchoFixture>
{
    private readonly Echo.EchoClient _client = fixture.Server.Client();

    public static TheoryData<StatusCode> ErrorCodes => [.. System.Enum.GetValues<StatusCode>().Where(c => c != StatusCode.OK)];

    [Theory]
    [MemberData(nameof(ErrorCodes))]
    public async Task Unary_ThrowsStatus_ClientGetsCodeTextAndTrailers(StatusCode code)
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await _client.UnaryAsync(new EchoRequest { Action = "status", Code = (int)code, Text = "50 % of\nÄrger 🙂" }));
        Assert.Equal(code, error.StatusCode);
        Assert.Equal("50 % of\nÄrger 🙂", error.Status.Detail);
        Assert.Equal("asked", error.Trailers.GetValue("why"));
        Assert.Equal<byte>([1, 2, 255], error.Trailers.GetValueBytes("grpc-status-details-bin")!);
    }

    [Fact]
    public async Task Unary_StatusProperty_EndsWithIt()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await _client.UnaryAsync(new EchoRequest { Action = "status-property", Code = 9, Text = "later" }));
        Assert.Equal((StatusCode.FailedPrecondition, "later"), (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task Unary_HandlerThrows_UnknownWithoutTheText()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await _client.UnaryAsync(new EchoRequest { Action = "throw" }));
        Assert.Equal((StatusCode.Unknown, "Exception was thrown by handler."), (error.StatusCode, error.Status.Detail));
        Assert.Contains(fixture.Server.Log.Records, r => r.Level == LogLevel.Error && r.Text.Contains("the secret text"));
    }

    [Fact]
    public async Task ServerStream_StatusAfterMessages_MessagesThenStatus()
    {
        using var call = _client.ServerStream(new EchoRequest { Count = 2, Action = "status", Code = 15 });
        Assert.True(await call.ResponseStream.MoveNext());
        Assert.True(await call.ResponseStream.MoveNext());
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.DataLoss, error.StatusCode);
        var again = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.DataLoss, again.StatusCode);
    }

    [Fact]
    public async Task ClientStream_ServerEndsEarly_ResponseAndWritesFailWithItsStatus()
    {
        using var call = _client.ClientStream();
        await call.RequestStream.WriteAsync(new EchoRequest { Action = "status", Code = 8 });
        Assert.Equal(StatusCode.ResourceExhausted, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
        var write = await Assert.ThrowsAsync<RpcException>(() => call.RequestStream.WriteAsync(new EchoRequest()));
        Assert.Equal(StatusCode.ResourceExhausted, write.StatusCode);
    }

    [Fact]
    public async Task Duplex_ServerEndsEarly_ReaderGetsItsStatus()
    {
        using var call = _client.Duplex();
        await call.RequestStream.WriteAsync(new EchoRequest { Action = "status", Code = 8 });
        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext());
        Assert.Equal((StatusCode.ResourceExhausted, "enough"), (error.StatusCode, error.Status.Detail));
    }

    [Fact]
    public async Task Method_NotOverridden_Unimplemented()
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await _client.MissingAsync(new Empty()));
        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
    }

    [Theory]
    [InlineData("flux.test.Echo", "Nope", "Service flux.test.Echo has no method Nope.")]
    [InlineData("flux.test.Other", "Unary", "Service flux.test.Other is unimplemented.")]
    public async Task Call_UnknownName_Unimplemented(string service, string name, string detail)
    {
        var marshaller = Marshallers.StringMarshaller;
        var method = new Method<string, string>(MethodType.Unary, service, name, marshaller, marshaller);
        var error = await Assert.ThrowsAsync<RpcException>(async () =>
            await fixture.Server.Channel().CreateCallInvoker().AsyncUnaryCall(method, null, new CallOptions(), ""));
        Assert.Equal((StatusCode.Unimplemented, detail), (error.StatusCode, error.Status.Detail));
    }
}
