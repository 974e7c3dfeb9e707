using Flux.Documents.Secrets;

namespace Flux.Documents.Tests.Secrets;

public sealed class SecretProtectorTests : IDisposable
{
    private const string KeyA = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private const string KeyB = "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("hunter2")]
    [InlineData("Grüße 🔑\n\0")]
    public void Unprotect_Protected_AnswersText(string text)
    {
        var protector = SecretProtector.Open(directory.Path);
        var first = protector.Protect(text);
        Assert.StartsWith("k1:", first, StringComparison.Ordinal);
        Assert.NotEqual(first, protector.Protect(text));
        Assert.Equal(text, protector.Unprotect(first));
    }

    [Fact]
    public async Task Open_ManyAtOnce_AllShareOneKeyOfModeOwnerOnly()
    {
        var sealedTexts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => SecretProtector.Open(directory.Path).Protect($"{i}"))));
        var protector = SecretProtector.Open(directory.Path);
        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"{i}"), sealedTexts.Select(protector.Unprotect));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(directory.Path, "secrets.key")));
        Assert.Single(Directory.GetFiles(directory.Path));
    }

    [Fact]
    public void Unprotect_ChangedByte_Throws()
    {
        var protector = SecretProtector.Open(directory.Path, KeyA);
        var bytes = Convert.FromBase64String(protector.Protect("hunter2")[3..]);
        bytes[14] ^= 1;
        var error = Assert.Throws<SecretException>(() => protector.Unprotect("k1:" + Convert.ToBase64String(bytes)));
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("k1:")]
    [InlineData("k1:AAAA")]
    [InlineData("k1:%%%")]
    [InlineData("k9:AAAA")]
    [InlineData("plain")]
    public void Unprotect_NoCiphertext_Throws(string text) =>
        Assert.Throws<SecretException>(() => SecretProtector.Open(directory.Path, KeyA).Unprotect(text));

    [Fact]
    public void Unprotect_AfterRotation_ReadsOldAndMarksItOutdated()
    {
        var old = SecretProtector.Open(directory.Path, KeyA).Protect("hunter2");
        var rotated = SecretProtector.Open(directory.Path, $"k2:{KeyB},k1:{KeyA}");
        Assert.Equal("hunter2", rotated.Unprotect(old));
        Assert.True(rotated.IsOutdated(old));
        Assert.False(rotated.IsOutdated(rotated.Protect("x")));
        Assert.Throws<SecretException>(() => SecretProtector.Open(directory.Path, KeyB).Unprotect(old));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("AAAA")]
    [InlineData("k1:")]
    [InlineData("# only a comment")]
    public void Open_BadKey_SaysHowToMakeOne(string value)
    {
        var error = Assert.Throws<SecretException>(() => SecretProtector.Open(directory.Path, value));
        Assert.Contains("openssl rand -base64 32", error.Message, StringComparison.Ordinal);
    }
}
