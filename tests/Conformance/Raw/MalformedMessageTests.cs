using System.IO.Compression;
using Flux.Conformance.Cases;
using Flux.Conformance.Wire;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Testing;

namespace Flux.Conformance.Raw;

/// <summary>Messages that break the gRPC framing: a clean status, and the connection lives on.</summary>
public sealed class MalformedMessageTests(OurServerFixture server) : RawTests(server)
{
    // A field that no message knows: proper for all of them.
    private static readonly byte[] Message = [0x78, 0x01];
    private static readonly byte[] Proper = GrpcBytes.Of(0, Message.Length, Message);

    public static TheoryData<string, byte[], StatusCode> Broken => new()
    {
        { "no message at all", [], StatusCode.Internal },
        { "part of the prefix", [0, 0, 0], StatusCode.Internal },
        { "a prefix alone", GrpcBytes.Of(0, 10, []), StatusCode.Internal },
        { "fewer bytes than the length", GrpcBytes.Of(0, Message.Length + 1, Message), StatusCode.Internal },
        { "two messages", [.. Proper, .. Proper], StatusCode.Internal },
        { "rest after the message", [.. Proper, 1, 2, 3], StatusCode.Internal },
        { "length over the limit", GrpcBytes.Of(0, (4 << 20) + 1, []), StatusCode.ResourceExhausted },
        { "length of 2 GiB less one", GrpcBytes.Of(0, int.MaxValue, []), StatusCode.ResourceExhausted },
        { "length with the sign bit", GrpcBytes.Of(0, -1, []), StatusCode.ResourceExhausted },
        { "unknown flag", GrpcBytes.Of(2, Message.Length, Message), StatusCode.Internal },
        { "compressed without an encoding", GrpcBytes.Of(1, Message.Length, Message), StatusCode.Internal },
        { "no protobuf", GrpcBytes.Of(0, 3, [0xff, 0xff, 0xff]), StatusCode.Internal },
        { "length-delimited field past the end", GrpcBytes.Of(0, 3, [0x7a, 0x7f, 0]), StatusCode.Internal },
    };

    [Theory, MemberData(nameof(Broken))]
    public async Task Unary_BrokenMessage_EndsWithStatus(string what, byte[] body, StatusCode expected)
    {
        using var connection = await OpenAsync();
        await connection.CallAsync(1, Unary, body);
        var call = await connection.EndOfAsync(1);
        Assert.True(expected == call.Status, $"{what}: {call}");
        Assert.Equal(200, call.HttpStatus);
        Assert.False(string.IsNullOrEmpty(call.Message), "a status needs words");
        await ServesNextAsync(connection, 3);
    }

    [Theory, MemberData(nameof(Broken))]
    public async Task ClientStream_BrokenSecondMessage_EndsWithStatus(string what, byte[] body, StatusCode expected)
    {
        // To a stream these are proper: an end between messages, and several messages.
        if (what is "no message at all" or "two messages")
            expected = StatusCode.OK;
        using var connection = await OpenAsync();
        var first = GrpcBytes.Of(new StreamingInputCallRequest { Payload = new Payload { Body = ByteString.CopyFrom(new byte[100]) } });
        await connection.CallAsync(1, Input, [.. first, .. body]);
        var call = await connection.EndOfAsync(1);
        Assert.True(expected == call.Status, $"{what}: {call}");
        await ServesNextAsync(connection, 3);
    }

    [Fact]
    public async Task Unary_MessageInOneByteFrames_Succeeds()
    {
        using var connection = await OpenAsync();
        await connection.SendAsync(FrameType.Headers, FrameFlags.EndHeaders, 1, HeaderBlock.Request(Unary));
        foreach (var part in GrpcBytes.Of(Ask()))
            await connection.SendAsync(FrameType.Data, FrameFlags.None, 1, [part]);
        await connection.SendAsync(FrameType.Data, FrameFlags.EndStream, 1, []);
        Assert.Equal(StatusCode.OK, (await connection.EndOfAsync(1)).Status);
    }

    [Fact]
    public async Task Unary_PaddedData_Succeeds()
    {
        using var connection = await OpenAsync();
        await connection.SendAsync(FrameType.Headers, FrameFlags.EndHeaders, 1, HeaderBlock.Request(Unary));
        await connection.SendAsync(FrameType.Data, FrameFlags.EndStream | FrameFlags.Padded, 1, [4, .. GrpcBytes.Of(Ask()), 0, 0, 0, 0]);
        Assert.Equal(StatusCode.OK, (await connection.EndOfAsync(1)).Status);
    }

    [Fact]
    public async Task Unary_UnknownEncoding_IsUnimplementedAndNamesKnownOnes()
    {
        using var connection = await OpenAsync();
        await connection.CallAsync(1, Unary, GrpcBytes.Of(1, Message.Length, Message), ("grpc-encoding", "snappy"));
        var call = await connection.EndOfAsync(1);
        Assert.Equal(StatusCode.Unimplemented, call.Status);
        Assert.Contains("gzip", call.Header("grpc-accept-encoding"), StringComparison.Ordinal);
        await ServesNextAsync(connection, 3);
    }

    [Fact]
    public async Task Unary_FlagOfGzipOverOtherBytes_EndsWithStatus()
    {
        using var connection = await OpenAsync();
        await connection.CallAsync(1, Unary, GrpcBytes.Of(1, Message.Length, Message), ("grpc-encoding", "gzip"));
        var call = await connection.EndOfAsync(1);
        Assert.True(call.Status == StatusCode.Internal, call.ToString());
        await ServesNextAsync(connection, 3);
    }

    [Fact]
    public async Task Unary_CutGzip_EndsWithStatus()
    {
        var packed = Gzip(new SimpleRequest { Payload = new Payload { Body = ByteString.CopyFrom(new byte[1000]) } }.ToByteArray())[..^12];
        using var connection = await OpenAsync();
        await connection.CallAsync(1, Unary, GrpcBytes.Of(1, packed.Length, packed), ("grpc-encoding", "gzip"));
        var call = await connection.EndOfAsync(1);
        Assert.True(call.Status == StatusCode.Internal, call.ToString());
        await ServesNextAsync(connection, 3);
    }

    [Fact]
    public async Task Unary_GzipBomb_IsRefusedBeforeItFillsMemory()
    {
        // 256 MiB of zeros in 256 KiB: within the limit on the wire, over it when unpacked.
        var bomb = Gzip(new byte[256 << 20]);
        using var connection = await OpenAsync();
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await connection.SendAsync(FrameType.Headers, FrameFlags.EndHeaders, 1, HeaderBlock.Request(Unary, ("grpc-encoding", "gzip")));
        await connection.SendBodyAsync(1, GrpcBytes.Of(1, bomb.Length, bomb));
        var call = await connection.EndOfAsync(1);
        Assert.True(call.Status == StatusCode.ResourceExhausted, call.ToString());
        Assert.True(GC.GetTotalAllocatedBytes(precise: true) - before < 64 << 20, "The server unpacked more than it may take.");
        await ServesNextAsync(connection, 3);
    }

    private static byte[] Gzip(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
            gzip.Write(data);
        return packed.ToArray();
    }
}
