using Flux.Notification.Composition;

namespace Flux.Notification.Tests.Composition;

public sealed class MailContextTests
{
    [Fact]
    public void With_AnyNumbers_KeepsTheirText()
    {
        const string json = """{"a":1,"b":1.0,"c":9007199254740993,"d":1e400,"e":{"f":[-0.10]}}""";

        Assert.Equal(json, MailContext.With(json, null, out _));
    }

    [Fact]
    public void With_CallersOwnBody_DropsItAndSaysSo()
    {
        var result = MailContext.With("""{"body_custom_msg":"forged","x":1}""", "real", out var overridden);

        Assert.True(overridden);
        Assert.Equal("""{"x":1,"body_custom_msg":"real"}""", result);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("{}", null)]
    [InlineData("[]", "must be a JSON object")]
    [InlineData("{", "is no JSON")]
    [InlineData("{\"a\":01}", "is no JSON")]
    [InlineData("{\"a\":\"\\ud800\"}", "has a lone surrogate")]
    [InlineData("{\"\\udfff\":1}", "has a lone surrogate")]
    public void Check_Json_SaysWhatIsWrong(string json, string? expected)
    {
        var error = MailContext.Check(json);

        if (expected is null)
            Assert.Null(error);
        else
            Assert.StartsWith(expected, error);
    }
}
