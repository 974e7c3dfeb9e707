using Flux.Conformance.Cases;
using Flux.Conformance.Wire;
using Grpc.Core;

namespace Flux.Conformance.Raw;

/// <summary>Requests that are no gRPC calls, or bad ones, by their headers alone.</summary>
public sealed class HttpMappingTests(OurServerFixture server) : RawTests(server)
{
    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/grpc-web", 415)]
    [InlineData("application/json", 415)]
    public async Task Request_OtherContentType_IsUnsupportedMedia(string type, int expected)
    {
        using var connection = await OpenAsync();
        await connection.CallAsync(1, Unary, GrpcBytes.Of(Ask()), ("content-type", type));
        Assert.Equal(expected, (await connection.EndOfAsync(1)).HttpStatus);
        await ServesNextAsync(connection, 3);
    }

    [Theory]
    [InlineData("application/grpc+proto")]
    [InlineData("application/grpc;charset=utf-8")]
    public async Task Request_GrpcContentTypeWithSuffix_Succeeds(string type)
    {
        using var connection = await OpenAsync();
        await connection.CallAsync(1, Unary, GrpcBytes.Of(Ask()), ("content-type", type));
        Assert.Equal(StatusCode.OK, (await connection.EndOfAsync(1)).Status);
    }

    [Fact]
    public async Task Request_Get_IsNotAllowed()
    {
        using var connection = await OpenAsync();
        var block = HeaderBlock.Encode([(":method", "GET"), (":scheme", "http"), (":path", Unary), (":authority", "localhost"), ("content-type", "application/grpc")]);
        await connection.SendAsync(FrameType.Headers, FrameFlags.EndHeaders | FrameFlags.EndStream, 1, block);
        Assert.Equal(405, (await connection.EndOfAsync(1)).HttpStatus);
        await ServesNextAsync(connection, 3);
    }

    [Theory]
    [InlineData("/grpc.testing.TestService/Nothing")]
    [InlineData("/grpc.testing.Nobody/UnaryCall")]
    [InlineData("/")]
    [InlineData("/a/b/c")]
    public async Task Request_UnknownPath_IsUnimplemented(string path)
    {
        using var connection = await OpenAsync();
        await connection.CallAsync(1, path, GrpcBytes.Of(Ask()));
        var call = await connection.EndOfAsync(1);
        Assert.True(call.Status == StatusCode.Unimplemented || call.HttpStatus == 404, call.ToString());
        await ServesNextAsync(connection, 3);
    }

    // Units H M S m u n, eight digits at most: "/PROTOCOL-HTTP2" of the gRPC documents.
    [Theory]
    [InlineData("10H")]
    [InlineData("99999999H")]
    [InlineData("10M")]
    [InlineData("60S")]
    [InlineData("60000m")]
    [InlineData("60000000u")]
    public async Task Timeout_EveryUnit_IsTaken(string timeout)
    {
        using var connection = await OpenAsync();
        await connection.CallAsync(1, Unary, GrpcBytes.Of(Ask()), ("grpc-timeout", timeout));
        Assert.Equal(StatusCode.OK, (await connection.EndOfAsync(1)).Status);
    }

    [Theory]
    [InlineData("1n")]
    [InlineData("1u")]
    [InlineData("1m")]
    [InlineData("0S")]
    public async Task Timeout_ShorterThanTheCall_IsDeadlineExceeded(string timeout)
    {
        using var connection = await OpenAsync();
        // The request never ends, so only the deadline can end the call.
        await connection.SendAsync(FrameType.Headers, FrameFlags.EndHeaders, 1, HeaderBlock.Request(Input, ("grpc-timeout", timeout)));
        var call = await connection.EndOfAsync(1);
        Assert.True(call.Status == StatusCode.DeadlineExceeded || call.Reset is not null, call.ToString());
        await ServesNextAsync(connection, 3);
    }

    [Theory]
    [InlineData("-1S")]
    [InlineData("S")]
    [InlineData("1")]
    [InlineData("1x")]
    [InlineData("123456789S")]
    [InlineData("1.5S")]
    [InlineData("")]
    public async Task Timeout_Malformed_DoesNotBreakTheServer(string timeout)
    {
        using var connection = await OpenAsync();
        await connection.CallAsync(1, Unary, GrpcBytes.Of(Ask()), ("grpc-timeout", timeout));
        // Ignored by some implementations, refused by others; never a crash or a hang.
        Assert.True((await connection.EndOfAsync(1)).Status is StatusCode.OK or StatusCode.Internal or StatusCode.InvalidArgument);
        await ServesNextAsync(connection, 3);
    }

    [Theory]
    [InlineData("x-data-bin", "not base64!")]
    [InlineData("x-data-bin", "a")]
    [InlineData("x-data-bin", "")]
    [InlineData("x-data", "caf\u00e9")]
    public async Task Metadata_Malformed_DoesNotBreakTheServer(string name, string value)
    {
        using var connection = await OpenAsync();
        await connection.CallAsync(1, Unary, GrpcBytes.Of(Ask()), (name, value));
        var call = await connection.EndOfAsync(1);
        Assert.True(call.Status is not null || call.HttpStatus == 400 || call.Reset is not null || connection.Closed, call.ToString());
        await ServesNextConnectionAsync();
    }
}
