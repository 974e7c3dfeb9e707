using Flux.Conformance.Cases;
using Flux.Conformance.Wire;
using Grpc.Core;

namespace Flux.Conformance.Raw;

/// <summary>Floods and broken frames: the server ends the stream or the connection, keeps little of it, and serves the next client.</summary>
public sealed class HostileConnectionTests(OurServerFixture server) : RawTests(server)
{
    private const int Cancel = 8;
    private const int ProtocolError = 1;
    private const int EnhanceYourCalm = 11;

    [Fact]
    public async Task Headers_LargerThanTheLimit_AreRefused()
    {
        using var connection = await OpenAsync();
        // 64 KiB of headers in 16 KiB frames; the server's limit is 32 KiB.
        var block = HeaderBlock.Request(Unary, [.. Enumerable.Range(0, 64).Select(i => ($"x-{i}", new string('v', 1024)))]);
        await SendInPiecesAsync(connection, block);
        await connection.SendAsync(FrameType.Data, FrameFlags.EndStream, 1, GrpcBytes.Of(Ask()));
        await connection.EndOfAsync(1);
        var call = connection.Call(1);
        Assert.True(call.HttpStatus == 431 || call.Reset is not null || connection.GoAway is not null || connection.Closed, call.ToString());
        Assert.NotEqual(StatusCode.OK, call.Status);
        await ServesNextConnectionAsync();
    }

    [Fact]
    public async Task Headers_MoreThanTheLimit_AreRefused()
    {
        using var connection = await OpenAsync();
        await SendInPiecesAsync(connection, HeaderBlock.Request(Unary, [.. Enumerable.Range(0, 1000).Select(i => ($"x-{i}", "v"))]));
        await connection.SendAsync(FrameType.Data, FrameFlags.EndStream, 1, GrpcBytes.Of(Ask()));
        await connection.EndOfAsync(1);
        Assert.NotEqual(StatusCode.OK, connection.Call(1).Status);
        await ServesNextConnectionAsync();
    }

    [Fact]
    public async Task Continuation_WithoutEnd_ClosesTheConnection()
    {
        using var connection = await OpenAsync();
        await connection.SendAsync(FrameType.Headers, FrameFlags.None, 1, HeaderBlock.Request(Unary));
        var more = HeaderBlock.Encode([("x", new string('v', 16000))]);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var sent = await FloodAsync(connection, new Frame(FrameType.Continuation, FrameFlags.None, 1, more), frames: 20_000);
        await connection.EndAsync();
        Assert.True(sent < 20_000, "The server read 320 MB of headers.");
        Assert.True(GC.GetTotalAllocatedBytes(precise: true) - before < 512 << 20, "The server kept what it read.");
        await ServesNextConnectionAsync();
    }

    [Fact]
    public async Task Continuation_EmptyWithoutEnd_DoesNotHoldUpOthers()
    {
        using var connection = await OpenAsync();
        await connection.SendAsync(FrameType.Headers, FrameFlags.None, 1, HeaderBlock.Request(Unary));
        await FloodAsync(connection, new Frame(FrameType.Continuation, FrameFlags.None, 1, []), frames: 20_000);
        await ServesNextConnectionAsync();
    }

    [Fact]
    public async Task Reset_TenThousandStreams_LeavesTheServerServing()
    {
        using var connection = await OpenAsync();
        var headers = HeaderBlock.Request(Input);
        var sent = 0;
        try
        {
            for (; sent < 10_000; sent++)
            {
                var stream = (2 * sent) + 1;
                await connection.SendAsync([
                    .. new Frame(FrameType.Headers, FrameFlags.EndHeaders, stream, headers).ToBytes(),
                    .. new Frame(FrameType.ResetStream, FrameFlags.None, stream, RawConnection.ErrorCode(Cancel)).ToBytes()]);
            }
            await connection.CallAsync((2 * sent) + 1, Unary, GrpcBytes.Of(Ask()));
        }
        catch (IOException)
        {
            // The server had enough.
        }
        var last = await connection.EndOfAsync((2 * sent) + 1);
        // Either it kept up, or it asked this client, and only this one, to calm down.
        Assert.True(last.Status == StatusCode.OK || last.Reset is not null || connection.GoAway is EnhanceYourCalm || connection.Closed, $"{last}, GOAWAY {connection.GoAway}");
        await ServesNextConnectionAsync();
    }

    [Fact]
    public async Task Ping_Flood_LeavesTheServerServing()
    {
        using var connection = await OpenAsync();
        await FloodAsync(connection, new Frame(FrameType.Ping, FrameFlags.None, 0, new byte[8]), frames: 10_000);
        await ServesNextConnectionAsync();
    }

    [Fact]
    public async Task Settings_Flood_LeavesTheServerServing()
    {
        using var connection = await OpenAsync();
        await FloodAsync(connection, new Frame(FrameType.Settings, FrameFlags.None, 0, []), frames: 10_000);
        await ServesNextConnectionAsync();
    }

    public static TheoryData<string, byte[]> BrokenFrames => new()
    {
        { "DATA on stream 0", new Frame(FrameType.Data, FrameFlags.None, 0, [1]).ToBytes() },
        { "DATA on an idle stream", new Frame(FrameType.Data, FrameFlags.EndStream, 7, [1]).ToBytes() },
        { "HEADERS on an even stream", new Frame(FrameType.Headers, FrameFlags.EndHeaders, 2, HeaderBlock.Request(Unary)).ToBytes() },
        { "CONTINUATION out of place", new Frame(FrameType.Continuation, FrameFlags.EndHeaders, 1, []).ToBytes() },
        { "a frame over the size limit", new Frame(FrameType.Data, FrameFlags.None, 1, new byte[70_000]).ToBytes() },
        { "WINDOW_UPDATE of 0", new Frame(FrameType.WindowUpdate, FrameFlags.None, 0, new byte[4]).ToBytes() },
        { "SETTINGS of five bytes", new Frame(FrameType.Settings, FrameFlags.None, 0, new byte[5]).ToBytes() },
        { "PING of seven bytes", new Frame(FrameType.Ping, FrameFlags.None, 0, new byte[7]).ToBytes() },
        { "padding longer than the frame", new Frame(FrameType.Headers, FrameFlags.EndHeaders | FrameFlags.Padded, 1, [200, 0]).ToBytes() },
        { "a header block that is none", new Frame(FrameType.Headers, FrameFlags.EndHeaders, 1, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff]).ToBytes() },
    };

    [Theory, MemberData(nameof(BrokenFrames))]
    public async Task Frame_AgainstTheProtocol_EndsTheConnection(string what, byte[] frame)
    {
        using var connection = await OpenAsync();
        await connection.SendAsync(frame);
        await connection.EndAsync();
        Assert.True(connection.GoAway is null or >= ProtocolError, what);
        await ServesNextConnectionAsync();
    }

    [Fact]
    public async Task Preface_OfHttp1_IsRefusedAndOthersAreServed()
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(System.Net.IPAddress.Loopback, Port);
        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"u8.ToArray());
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var buffer = new byte[1024];
        while (await client.GetStream().ReadAsync(buffer, limit.Token) > 0)
        {
        }
        await ServesNextConnectionAsync();
    }

    private static async Task SendInPiecesAsync(RawConnection connection, byte[] block)
    {
        const int piece = 16_000;
        for (var at = 0; at < block.Length; at += piece)
        {
            var part = block[at..Math.Min(at + piece, block.Length)];
            var flags = at + part.Length == block.Length ? FrameFlags.EndHeaders : FrameFlags.None;
            try
            {
                await connection.SendAsync(at == 0 ? FrameType.Headers : FrameType.Continuation, flags, 1, part);
            }
            catch (IOException)
            {
                return;
            }
        }
    }

    // How many frames the server took before it closed the connection.
    private static async Task<int> FloodAsync(RawConnection connection, Frame frame, int frames)
    {
        var bytes = frame.ToBytes();
        for (var sent = 0; sent < frames; sent++)
        {
            try
            {
                await connection.SendAsync(bytes);
            }
            catch (IOException)
            {
                return sent;
            }
        }
        return frames;
    }
}
