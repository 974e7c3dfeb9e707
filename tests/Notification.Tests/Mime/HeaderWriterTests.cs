using System.Text;
using System.Text.RegularExpressions;
using Flux.Notification.Addresses;
using Flux.Notification.Mime;
using FsCheck;
using FsCheck.Fluent;

namespace Flux.Notification.Tests.Mime;

public sealed class HeaderWriterTests
{
    [Fact]
    public void Text_AnyString_IsOneFieldOfShortAsciiLinesThatDecodesToItself() => Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), given =>
    {
        var subject = string.Concat(given.Get.Where(c => !char.IsControl(c))).Trim();
        var output = new StringBuilder();

        new HeaderWriter(output).Text("Subject", subject);

        var lines = output.ToString().Split("\r\n");
        Assert.Equal("", lines[^1]);
        Assert.All(lines[..^1], line => Assert.True(line.Length <= 78 && line.All(c => c is >= ' ' and <= '~'), line));
        Assert.All(lines[1..^1], line => Assert.StartsWith(" ", line));
        Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(subject)), Decode(output.ToString()));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a\r\nBcc: x@example.org")]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\0b")]
    public void Text_LineBreak_IsRefused(string value) =>
        Assert.Throws<ArgumentException>(() => new HeaderWriter(new StringBuilder()).Text("Subject", value));

    [Theory]
    [InlineData("Night Shift", "To: Night Shift <a@example.org>\r\n")]
    [InlineData("Smith, A", "To: \"Smith, A\" <a@example.org>\r\n")]
    [InlineData("A \"B\" \\", "To: \"A \\\"B\\\" \\\\\" <a@example.org>\r\n")]
    [InlineData("Jörg", "To: =?utf-8?B?SsO2cmc=?= <a@example.org>\r\n")]
    [InlineData("", "To: a@example.org\r\n")]
    public void Addresses_Name_IsWrittenSoThatReadersUnderstandIt(string name, string expected)
    {
        var output = new StringBuilder();

        new HeaderWriter(output).Addresses("To", [new Mailbox(name, "a", "example.org")]);

        Assert.Equal(expected, output.ToString());
    }

    private static string Decode(string field)
    {
        var value = field["Subject:".Length..].Replace("\r\n", "", StringComparison.Ordinal).Trim();
        return Regex.IsMatch(value, @"^=\?utf-8\?B\?")
            ? string.Concat(value.Split(' ').Select(word => Encoding.UTF8.GetString(Convert.FromBase64String(word[10..^2]))))
            : value;
    }
}
