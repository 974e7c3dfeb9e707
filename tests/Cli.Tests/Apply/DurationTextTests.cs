using Flux.Cli.Apply;
using Flux.Cli.Yaml;

namespace Flux.Cli.Tests.Apply;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData("90s", 90_000)]
    [InlineData("90", 90_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData("500ms", 500)]
    [InlineData("1m30s", 90_000)]
    [InlineData("2h", 7_200_000)]
    [InlineData("0.5h", 1_800_000)]
    [InlineData("1h2m3s4ms", 3_723_004)]
    public void Read_Duration_Counts(string text, long milliseconds) => Assert.Equal(milliseconds, Read(text)!.ToTimeSpan().TotalMilliseconds);

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("-1s")]
    [InlineData("1d")]
    [InlineData("s")]
    [InlineData("1s1h")]
    [InlineData("999999999h")]
    public void Read_SomethingElse_IsNone(string text) => Assert.Null(Read(text));

    private static Google.Protobuf.WellKnownTypes.Duration? Read(string text) =>
        DurationText.Read(new YamlScalar(new SourcePosition(1, 1), text, ScalarType.Text));
}
