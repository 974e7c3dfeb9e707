using Flux.ContextBuilder.Elements;
using Flux.Documents.Secrets;

namespace Flux.ContextBuilder.Tests.Elements;

public sealed class SecretValuesTests
{
    private const string Json = """{"a/b":{"~":"s3cret","n":9007199254740993},"pw":{"x":[1.0,null]},"none":null,"f":1.0}""";
    private static readonly string[] Pointers = ["/a~1b/~0", "/pw", "/none", "/absent/x"];
    private static readonly SecretProtector Protector = new(SecretKeys.Parse(Convert.ToBase64String(new byte[32]), "the test"));

    [Fact]
    public void Mask_Pointers_HidesExactlyThoseValues() => Assert.Equal(
        """{"a/b":{"~":"********","n":9007199254740993},"pw":"********","none":"********","f":1.0}""", SecretValues.Mask(Json, Pointers));

    [Fact]
    public void Open_Sealed_AnswersTheSameText()
    {
        var sealedJson = SecretValues.Seal(Json, Pointers, Protector);
        Assert.DoesNotContain("s3cret", sealedJson, StringComparison.Ordinal);
        Assert.Contains("\"n\":9007199254740993", sealedJson, StringComparison.Ordinal);
        Assert.Equal(Json, SecretValues.Open(sealedJson, Pointers, Protector));
    }
}
