using System.IO.Compression;
using Flux.Grpc.Tests.Support;
using Grpc.Core;

namespace Flux.Grpc.Tests;

public sealed class CompressionTests
{
    private static readonly Metadata Gzip = new() { { "grpc-internal-encoding-request", "gzip" } };

    [Fact]
    public async Task Response_GzipConfigured_IsCompressedAndReadable()
    {
        await using var server = await TestServer.StartAsync(o => o.ResponseCompressionAlgorithm = "gzip");
        using var call = server.Client().UnaryAsync(new EchoRequest { Size = 100_000 });
        Assert.Equal(100_000, (await call).Payload.Length);
        var raw = await RawCall.SendAsync(server.Address, RawCall.Frame(new EchoRequest { Size = 100_000 }), ("grpc-accept-encoding", "identity, gzip"));
        Assert.Equal("gzip", raw.Header("grpc-encoding"));
        Assert.Equal(1, raw.Body[0]);
        Assert.InRange(raw.Body.Length, 10, 5000);
    }

    [Fact]
    public async Task Response_ClientDoesNotAcceptGzip_StaysPlain()
    {
        await using var server = await TestServer.StartAsync(o => o.ResponseCompressionAlgorithm = "gzip");
        var raw = await RawCall.SendAsync(server.Address, RawCall.Frame(new EchoRequest { Size = 1000 }));
        Assert.Null(raw.Header("grpc-encoding"));
        Assert.Equal(0, raw.Body[0]);
    }

    [Fact]
    public async Task Request_Gzip_ServerReadsIt()
    {
        await using var server = await TestServer.StartAsync();
        Assert.Equal(50_000, (await server.Client().UnaryAsync(new EchoRequest { Text = new string('a', 50_000) }, Gzip)).Text.Length);
        using var upload = server.Client().ClientStream(Gzip);
        await upload.RequestStream.WriteAsync(new EchoRequest { Text = "aa" });
        upload.RequestStream.WriteOptions = new WriteOptions(WriteFlags.NoCompress);
        await upload.RequestStream.WriteAsync(new EchoRequest { Text = "bb" });
        await upload.RequestStream.CompleteAsync();
        Assert.Equal("aabb", (await upload).Text);
    }

    [Fact]
    public async Task Request_UnknownEncoding_UnimplementedWithTheKnownOnes()
    {
        await using var server = await TestServer.StartAsync();
        var raw = await RawCall.SendAsync(server.Address, RawCall.Frame(new EchoRequest()), ("grpc-encoding", "snappy"));
        Assert.Equal("12", raw.Status);
        Assert.Equal("identity,gzip", raw.Header("grpc-accept-encoding"));
    }

    [Fact]
    public async Task Request_Bomb_ResourceExhausted()
    {
        await using var server = await TestServer.StartAsync();
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(new byte[50_000_000]);
        var raw = await RawCall.SendAsync(server.Address, RawCall.Frame(packed.ToArray(), flag: 1), ("grpc-encoding", "gzip"));
        Assert.Equal("8", raw.Status);
    }

    [Fact]
    public async Task Request_NotGzip_Internal()
    {
        await using var server = await TestServer.StartAsync();
        var raw = await RawCall.SendAsync(server.Address, RawCall.Frame([1, 2, 3, 4], flag: 1), ("grpc-encoding", "gzip"));
        Assert.Equal("13", raw.Status);
    }
}
