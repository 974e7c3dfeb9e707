using Flux.Grpc.Tests.Support;
using Grpc.Core;

namespace Flux.Grpc.Tests;

public sealed class MetadataTests(EchoFixture fixture) : IClassFixture<EchoFixture>
{
    private readonly Echo.EchoClient _client = fixture.Server.Client();

    [Fact]
    public async Task Headers_TextAndBinary_ComeBackAsTrailers()
    {
        var headers = new Metadata { { "X-Text", "a b,c" }, { "x-many", "1" }, { "x-many", "2" }, { "x-data-bin", [0, 1, 2, 253, 254, 255] }, { "x-empty-bin", [] } };
        using var call = _client.UnaryAsync(new EchoRequest(), headers);
        await call;
        var trailers = call.GetTrailers();
        Assert.Equal("a b,c", trailers.GetValue("x-text"));
        // HTTP may join the values of one name by commas on the way.
        Assert.Equal("1, 2", string.Join(", ", trailers.GetAll("x-many").Select(e => e.Value)));
        Assert.Equal<byte>([0, 1, 2, 253, 254, 255], trailers.GetValueBytes("x-data-bin")!);
        Assert.Empty(trailers.GetValueBytes("x-empty-bin")!);
        Assert.DoesNotContain(trailers, e => e.Key.StartsWith("grpc-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ResponseHeaders_WrittenEarly_ArriveWithTheHeaders()
    {
        using var call = _client.UnaryAsync(new EchoRequest { Action = "headers" });
        var headers = await call.ResponseHeadersAsync;
        Assert.Equal("yes", headers.GetValue("early"));
        Assert.Equal<byte>([0, 128], headers.GetValueBytes("early-bin")!);
        await call;
    }

    [Theory]
    [InlineData("with space")]
    [InlineData("")]
    [InlineData("ä")]
    public void Entry_BadKey_Refused(string key) => Assert.Throws<ArgumentException>(() => new Metadata.Entry(key, "v"));

    [Fact]
    public void Entry_TextUnderBinaryKey_Refused() => Assert.Throws<ArgumentException>(() => new Metadata.Entry("a-bin", "v"));

    [Fact]
    public void Empty_Add_Refused() => Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("a", "b"));
}
