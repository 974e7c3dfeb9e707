using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Grpc.Shared;

namespace Flux.Grpc.Tests;

public sealed class WireFormatTests
{
    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("100%", "100%25")]
    [InlineData("a\nb\t", "a%0Ab%09")]
    [InlineData("ä🙂", "%C3%A4%F0%9F%99%82")]
    public void PercentEncoding_Text_AsTheSpecificationSays(string text, string encoded)
    {
        Assert.Equal(encoded, PercentEncoding.Encode(text));
        Assert.Equal(text, PercentEncoding.Decode(encoded));
    }

    [Theory]
    [InlineData("%", "%")]
    [InlineData("%4", "%4")]
    [InlineData("%zz", "%zz")]
    [InlineData("ä%41", "äA")]
    public void PercentEncoding_BrokenEscape_StaysAsItIs(string encoded, string text) => Assert.Equal(text, PercentEncoding.Decode(encoded));

    [Fact]
    public void PercentEncoding_AnyText_ComesBack() => Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
    {
        // A lone surrogate is no text; UTF-8 replaces it.
        var valid = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get));
        var encoded = PercentEncoding.Encode(valid);
        return PercentEncoding.Decode(encoded) == valid && encoded.All(c => c is >= ' ' and <= '~');
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void BinaryHeader_AnyBytes_ComeBack() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        BinaryHeader.Decode(BinaryHeader.Encode(bytes))!.SequenceEqual(bytes)
        && BinaryHeader.Decode(Convert.ToBase64String(bytes))!.SequenceEqual(bytes)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("1H", 3_600_000)]
    [InlineData("2M", 120_000)]
    [InlineData("3S", 3_000)]
    [InlineData("4m", 4)]
    [InlineData("5000u", 5)]
    [InlineData("6000000n", 6)]
    [InlineData("99999999H", 99999999 * 3_600_000.0)]
    public void Timeout_EveryUnit_IsRead(string text, double ms)
    {
        Assert.True(TimeoutHeader.TryParse(text, out var timeout));
        Assert.Equal(ms, timeout.TotalMilliseconds);
    }

    [Fact]
    public void Timeout_Any_IsNeverShortenedAndHasAtMostEightDigits() => Prop.ForAll(Gen.Choose(1, int.MaxValue).Select(i => TimeSpan.FromTicks(i * 40_000_000L)).ToArbitrary(), timeout =>
    {
        var text = TimeoutHeader.Format(timeout);
        return text.Length <= 9 && TimeoutHeader.TryParse(text, out var read) && read >= timeout && read - timeout <= TimeSpan.FromHours(1);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Timeout_Past_IsTheShortest() => Assert.Equal("1n", TimeoutHeader.Format(TimeSpan.FromSeconds(-1)));
}
