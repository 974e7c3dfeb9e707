using System.Net.Sockets;
using Flux.Grpc.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Flux.Grpc.Tests;

public sealed class MalformedRequestTests(EchoFixture fixture) : IClassFixture<EchoFixture>
{
    public static TheoryData<string, byte[], string> Bodies => new()
    {
        { "no message", [], "13" },
        { "half a header", [0, 0, 0], "13" },
        { "half a message", [0, 0, 0, 0, 9, 1], "13" },
        { "length above the limit", [0, 0x7F, 0xFF, 0xFF, 0xFF], "8" },
        { "length above int", [0, 0xFF, 0xFF, 0xFF, 0xFF, 1], "8" },
        { "unknown flag", [2, 0, 0, 0, 0], "13" },
        { "compressed without an encoding", [1, 0, 0, 0, 0], "13" },
        { "two messages", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], "13" },
        { "no protobuf", [0, 0, 0, 0, 2, 0x0A, 0x50], "13" },
        { "no protobuf tag", [0, 0, 0, 0, 3, 0xFF, 0xFF, 0xFF], "13" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Unary_BadBody_CleanStatusAndNoErrorLog(string what, byte[] body, string status)
    {
        var raw = await RawCall.SendAsync(fixture.Server.Address, body);
        Assert.True(raw.Status == status, $"{what}: {raw.Status} {raw.Header("grpc-message")}");
        Assert.DoesNotContain(fixture.Server.Log.Records, r => r.Level >= LogLevel.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("S")]
    [InlineData("-1S")]
    [InlineData("123456789S")]
    [InlineData("1x")]
    public async Task Timeout_Malformed_IsIgnored(string timeout) =>
        Assert.Equal("0", (await RawCall.SendAsync(fixture.Server.Address, RawCall.Frame([]), ("grpc-timeout", timeout))).Status);

    [Fact]
    public async Task BinaryHeader_Malformed_IsAsIfNotSent() =>
        Assert.Equal("0", (await RawCall.SendAsync(fixture.Server.Address, RawCall.Frame([]), ("x-bad-bin", "*?!"))).Status);

    [Fact]
    public async Task Connection_NoHttp2_IsClosedAndTheServerGoesOn()
    {
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync("127.0.0.1", fixture.Server.Address.Port);
            var stream = socket.GetStream();
            await stream.WriteAsync("SSH-2.0-nonsense\r\n\r\n"u8.ToArray().Concat(new byte[100]).ToArray());
            var buffer = new byte[1024];
            while (await stream.ReadAsync(buffer) > 0)
            {
                // Kestrel says good-bye in its own way; what counts is that it closes.
            }
        }
        Assert.Equal("still here", (await fixture.Server.Client().UnaryAsync(new EchoRequest { Text = "still here" })).Text);
    }

    [Fact]
    public async Task Connection_HeadersWithoutEnd_ClosedByTheClient_CostsNothing()
    {
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync("127.0.0.1", fixture.Server.Address.Port);
            // The preface, empty SETTINGS, then a HEADERS frame that promises more than follows.
            await socket.GetStream().WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0\0\0\u0010\u0001\0\0\0\0\u0001"u8.ToArray());
        }
        Assert.Equal("on", (await fixture.Server.Client().UnaryAsync(new EchoRequest { Text = "on" })).Text);
    }
}
