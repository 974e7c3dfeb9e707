using Flux.Notification.Addresses;

namespace Flux.Notification.Tests.Addresses;

public sealed class MailboxParserTests
{
    [Theory]
    [InlineData("noc@example.org", "", "noc@example.org")]
    [InlineData("  noc@Example.ORG ", "", "noc@example.org")]
    [InlineData("Night Shift <noc+1@example.org>", "Night Shift", "noc+1@example.org")]
    [InlineData("\"Smith, \\\"A\\\"\" <a.smith@example.org>", "Smith, \"A\"", "a.smith@example.org")]
    [InlineData("Jürgen Müller <j@example.org>", "Jürgen Müller", "j@example.org")]
    [InlineData("<noc@example.org>", "", "noc@example.org")]
    [InlineData("root@localhost", "", "root@localhost")]
    [InlineData("noc@[192.0.2.1]", "", "noc@[192.0.2.1]")]
    [InlineData("noc@[IPv6:2001:db8::1]", "", "noc@[IPv6:2001:db8::1]")]
    [InlineData("\"odd address\"@example.org", "", "\"odd address\"@example.org")]
    [InlineData("info@bücher.example", "", "info@xn--bcher-kva.example")]
    [InlineData("info@BÜCHER.example", "", "info@xn--bcher-kva.example")]
    [InlineData("info@例え.テスト", "", "info@xn--r8jz45g.xn--zckzah")]
    [InlineData("δοκιμή@example.org", "", "δοκιμή@example.org")]
    public void ParseList_GoodAddress_GivesNameAndAddress(string text, string name, string address)
    {
        var errors = new List<string>();

        var mailbox = Assert.Single(MailboxParser.ParseList(text, errors));

        Assert.Empty(errors);
        Assert.Equal((name, address), (mailbox.Name, mailbox.Address));
    }

    [Theory]
    [InlineData("noc")]
    [InlineData("@example.org")]
    [InlineData("noc@")]
    [InlineData("noc@.org")]
    [InlineData("noc@example..org")]
    [InlineData("noc@-a.org")]
    [InlineData("noc@exa mple.org")]
    [InlineData("n oc@example.org")]
    [InlineData(".noc@example.org")]
    [InlineData("noc.@example.org")]
    [InlineData("noc@example.org>")]
    [InlineData("a <noc@example.org")]
    [InlineData("\"a <noc@example.org>")]
    [InlineData("noc@[300.1.1.1]")]
    [InlineData("noc@exa_mple.org")]
    [InlineData("a\u200bb@example.org")]
    [InlineData("noc@example.org> SIZE=1 <x")]
    [InlineData("a@b@example.org")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.org")]
    public void ParseList_BadAddress_SaysWhichAndWhy(string text)
    {
        var errors = new List<string>();

        Assert.Empty(MailboxParser.ParseList(text, errors));

        Assert.Contains(text, Assert.Single(errors));
    }

    [Theory]
    [InlineData("noc@example.org\r\nBcc: evil@example.org")]
    [InlineData("noc@example.org\nDATA")]
    [InlineData("A\rB <noc@example.org>")]
    [InlineData("\"A\\\r\nB\" <noc@example.org>")]
    [InlineData("noc\0@example.org")]
    [InlineData("noc@exam\u0085ple.org")]
    public void ParseList_ControlCharacter_RefusesTheWholeField(string text)
    {
        var errors = new List<string>();

        Assert.Empty(MailboxParser.ParseList(text, errors));

        Assert.Contains("control characters", Assert.Single(errors));
    }

    [Fact]
    public void ParseList_SeveralWithTwoBad_GivesTheGoodAndOneErrorEach()
    {
        var errors = new List<string>();

        var found = MailboxParser.ParseList("a@example.org, bad, \"x, y\" <b@example.org>,, worse@, c@example.org,", errors);

        Assert.Equal(["a@example.org", "b@example.org", "c@example.org"], found.Select(mailbox => mailbox.Address));
        Assert.Equal(2, errors.Count);
    }
}
