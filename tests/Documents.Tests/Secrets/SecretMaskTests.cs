using Flux.Documents.Secrets;

namespace Flux.Documents.Tests.Secrets;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("login hunter2 failed", "login ******** failed")]
    [InlineData("hunter2hunter2", "****************")]
    [InlineData("hunter2-long", "********")]
    [InlineData("abc", "********")]
    [InlineData("abcdef", "abcdef")]
    [InlineData("", "")]
    [InlineData("nothing here", "nothing here")]
    public void Apply_Text_HidesSecrets(string text, string expected) =>
        Assert.Equal(expected, new SecretMask(["hunter2", "hunter2-long", "abc", null, ""]).Apply(text));

    [Theory]
    [InlineData("""{"p":"a\"b\\c\n1"}""")]
    [InlineData("""{"p":"a\u0022b\\c\n1"}""")]
    public void Apply_JsonText_HidesEscapedSecret(string json) =>
        Assert.Equal("""{"p":"********"}""", new SecretMask(["a\"b\\c\n1"]).Apply(json));

    [Fact]
    public void Apply_PythonAsciiJson_HidesSecret() =>
        Assert.Equal("""{"p": "********"}""", new SecretMask(["gr\u00fcn \ud83d\udd11\"s"]).Apply("""{"p": "gr\u00fcn \ud83d\udd11\"s"}"""));

    [Fact]
    public void Apply_PythonUnicodeJson_HidesSecret() =>
        Assert.Equal("""{"p": "********"}""", new SecretMask(["grün 🔑\"s"]).Apply("""{"p": "grün 🔑\"s"}"""));

    [Fact]
    public void Apply_LineOfPrivateKey_HidesIt()
    {
        var mask = new SecretMask(["-----BEGIN KEY-----\nb3BlbnNzaC1rZXktdjEAAAAA\nshort\n-----END KEY-----\n"]);
        Assert.Equal("read ******** and short", mask.Apply("read b3BlbnNzaC1rZXktdjEAAAAA and short"));
    }

    [Fact]
    public void With_MoreSecrets_HidesBoth() =>
        Assert.Equal("******** ********", new SecretMask(["first"]).With(["second"]).Apply("first second"));

    [Fact]
    public void None_HidesNothing() => Assert.Equal("text", SecretMask.None.Apply("text"));
}
