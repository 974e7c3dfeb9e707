using Flux.Conformance.Cases;
using Flux.Conformance.Interop;
using Flux.Conformance.Wire;
using Grpc.Core;
using Grpc.Testing;

namespace Flux.Conformance.Raw;

/// <summary>What every test of hostile bytes has: a server, and the proof that it still serves.</summary>
public abstract class RawTests(OurServerFixture server) : IClassFixture<OurServerFixture>
{
    internal const string Unary = "/grpc.testing.TestService/UnaryCall";
    internal const string Input = "/grpc.testing.TestService/StreamingInputCall";
    internal const string OutputStream = "/grpc.testing.TestService/StreamingOutputCall";

    internal int Port => server.Port;

    internal StreamCounter Counter => server.Counter;

    internal static SimpleRequest Ask(int size = 3) => new() { ResponseSize = size };

    internal Task<RawConnection> OpenAsync(int window = 1 << 20) => RawConnection.OpenAsync(server.Port, window);

    // The next call on the same connection: nothing of the broken one may be left in its way.
    internal static async Task ServesNextAsync(RawConnection connection, int stream)
    {
        await connection.CallAsync(stream, Unary, GrpcBytes.Of(Ask()));
        var call = await connection.EndOfAsync(stream);
        Assert.True(call.Status == StatusCode.OK, call.ToString());
        Assert.Equal(GrpcBytes.Of(new SimpleResponse { Payload = new Payload { Body = Google.Protobuf.ByteString.CopyFrom(new byte[3]) } }), call.Body);
    }

    // The next client: the broken connection may be gone, the server may not.
    internal async Task ServesNextConnectionAsync()
    {
        using var connection = await OpenAsync();
        await ServesNextAsync(connection, 1);
    }
}
