using Flux.Grpc.Tests.Support;
using Grpc.Core;

namespace Flux.Grpc.Tests;

public sealed class CallKindTests(EchoFixture fixture) : IClassFixture<EchoFixture>
{
    private readonly Echo.EchoClient _client = fixture.Server.Client();

    [Fact]
    public async Task Unary_Text_ComesBack()
    {
        using var call = _client.UnaryAsync(new EchoRequest { Text = "höme" });
        var reply = await call;
        Assert.Equal("höme", reply.Text);
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public void BlockingUnary_Text_ComesBack() => Assert.Equal("a", _client.Unary(new EchoRequest { Text = "a" }).Text);

    [Fact]
    public async Task ServerStream_ThreeAnswers_ArriveInOrderThenEnd()
    {
        using var call = _client.ServerStream(new EchoRequest { Text = "s", Count = 3 });
        var counts = new List<int>();
        await foreach (var reply in call.ResponseStream.ReadAllAsync())
            counts.Add(reply.Count);
        Assert.Equal([0, 1, 2], counts);
        Assert.False(await call.ResponseStream.MoveNext());
        Assert.Equal(StatusCode.OK, call.GetStatus().StatusCode);
    }

    [Fact]
    public async Task ServerStream_NoAnswer_EndsAtOnce()
    {
        using var call = _client.ServerStream(new EchoRequest());
        Assert.False(await call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task ClientStream_Texts_AreJoined()
    {
        using var call = _client.ClientStream();
        for (var i = 0; i < 100; i++)
            await call.RequestStream.WriteAsync(new EchoRequest { Text = "ab" });
        await call.RequestStream.CompleteAsync();
        var reply = await call;
        Assert.Equal(100, reply.Count);
        Assert.Equal(200, reply.Text.Length);
    }

    [Fact]
    public async Task Duplex_PingPong_EachAnswerFollowsItsRequest()
    {
        using var call = _client.Duplex();
        for (var i = 0; i < 50; i++)
        {
            await call.RequestStream.WriteAsync(new EchoRequest { Text = $"{i}" });
            Assert.True(await call.ResponseStream.MoveNext());
            Assert.Equal($"{i}", call.ResponseStream.Current.Text);
        }
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext());
    }

    [Fact]
    public async Task Unary_ManyAtOnce_AllAnswered()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 500).Select(async i => (i, (await _client.UnaryAsync(new EchoRequest { Text = $"{i}" })).Text)));
        Assert.All(replies, r => Assert.Equal($"{r.i}", r.Text));
    }

    [Fact]
    public async Task Unary_LargeMessages_ComeBackWhole()
    {
        var reply = await _client.UnaryAsync(new EchoRequest { Text = new string('x', 3_000_000), Size = 500_000 });
        Assert.Equal(3_000_000, reply.Text.Length);
        Assert.Equal(500_000, reply.Payload.Length);
    }

    [Theory]
    [InlineData("method", "/flux.test.Echo/Unary")]
    [InlineData("peer", "ipv4:127.0.0.1:")]
    [InlineData("host", "127.0.0.1:")]
    public async Task Context_Property_SaysWhatTheServerSees(string action, string start) =>
        Assert.StartsWith(start, (await _client.UnaryAsync(new EchoRequest { Action = action })).Text);
}
