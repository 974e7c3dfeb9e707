using Flux.Lab.Mail;
using Flux.Notification.Addresses;
using Flux.Notification.Composition;
using Flux.Notification.Smtp;
using Flux.Notification.Tests.Support;

namespace Flux.Notification.Tests.Mime;

/// <summary>What Python's e-mail package reads out of our mails, after a real SMTP server has taken them.</summary>
public sealed class MimeWriterTests(SinkFixture fixture) : IClassFixture<SinkFixture>
{
    public static TheoryData<string, string> Texts { get; } = new()
    {
        { "plain", "hello\nworld" },
        { "ends without line break", "x" },
        { "empty", "" },
        { "dots", ".\n..\n.hidden\nx.\n" },
        { "from", "From here\n>From there" },
        { "blanks at line ends", "a \nb\t\n \n" },
        { "umlauts", "größer = schöner\n100 % = ä \n" },
        { "long line", new string('a', 5000) + "\n" + new string('ä', 3000) },
        { "japanese", string.Concat(Enumerable.Repeat("こんにちは世界 🌍\n", 50)) },
        { "soft breaks", string.Join('\n', Enumerable.Range(60, 40).Select(i => new string('x', i) + "é" + new string('y', i))) },
        { "looks like mime", "--=_x\nContent-Type: text/html\n\n<b>no</b>" },
        { "carriage returns", "a\r\nb\rc\nd" },
        { "equals signs", "=3D =?utf-8?B?eA==?= =\n==" },
    };

    public static TheoryData<string> Subjects { get; } =
    [
        "hello", "r1: interface down", "größer", "🚨 " + new string('x', 70) + " ü", "=?utf-8?B?eA==?=", string.Concat(Enumerable.Repeat("wörd ", 60)).Trim(),
        string.Join(' ', Enumerable.Repeat("word", 80)), new string('x', 900), "a  b   c", "\"quoted\" <x@y> , ;", "tail: 日本語テキスト日本語テキスト日本語テキスト日本語テキスト日本語テキスト",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Write_AnyText_ArrivesAsItWas(string name, string text)
    {
        var mail = await RoundTripAsync(Mail() with { Subject = name, Text = text });

        Assert.Equal(Normal(text), Normal(mail.Text));
        Assert.Equal(name, mail.Subject);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Write_TextAndHtml_AreTwoAlternatives(string name, string text)
    {
        var mail = await RoundTripAsync(Mail() with { Subject = name, Text = text, Html = $"<p>{text}</p>" });

        Assert.Equal(["text/plain", "text/html"], mail.Parts.Select(part => part.Type));
        Assert.StartsWith("multipart/alternative", mail["Content-Type"]);
        Assert.Equal((Normal(text), Normal($"<p>{text}</p>")), (Normal(mail.Text), Normal(mail.Html)));
    }

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task Write_AnySubject_ArrivesAsItWas(string subject)
    {
        var mail = await RoundTripAsync(Mail() with { Subject = subject });

        Assert.Equal(subject, mail.Subject);
    }

    [Fact]
    public async Task Write_AllFields_AreThereAndBlindCopiesAreNot()
    {
        var mail = await RoundTripAsync(Mail() with
        {
            To = List("\"Smith, Anna\" <anna@example.org>, Jörg Groß <j@bücher.example>, c@example.org"),
            Cc = List("Night Shift <night@example.org>"),
            Bcc = List("secret@example.org"),
            ReplyTo = List("noc@example.org"),
        });

        Assert.Equal("\"Smith, Anna\" <anna@example.org>, Jörg Groß <j@xn--bcher-kva.example>, c@example.org", mail["To"]);
        Assert.Equal("Night Shift <night@example.org>", mail["Cc"]);
        Assert.Equal("noc@example.org", mail["Reply-To"]);
        Assert.Equal("<id-1@example.org>", mail["Message-ID"]);
        Assert.Equal("Sun, 01 Mar 2026 12:00:00 +0000", mail["Date"]);
        Assert.Null(mail["Bcc"]);
        Assert.DoesNotContain("secret@", mail.RawText);
        Assert.Contains("secret@example.org", mail.Recipients);
    }

    [Theory]
    [InlineData("report.csv", "text/csv")]
    [InlineData("Bericht \"März\" 日本.bin", "application/octet-stream")]
    [InlineData("a;b=c, d.txt", "text/plain")]
    public async Task Write_Attachment_ArrivesAfterTheTextByteForByte(string name, string type)
    {
        var content = Enumerable.Range(0, 70_000).Select(i => (byte)(i * 7 + (i >> 8))).ToArray();

        var mail = await RoundTripAsync(Mail() with { Html = "<p>x</p>", Attachments = [new MailAttachment(name, type, content), new MailAttachment("empty", "image/png", [])] });

        Assert.Equal(["text/plain", "text/html", type, "image/png"], mail.Parts.Select(part => part.Type));
        Assert.Equal([name, "empty"], mail.Parts.Skip(2).Select(part => part.File));
        Assert.Equal(content, mail.Parts[2].Content);
    }

    private static IReadOnlyList<Mailbox> List(string text) => MailboxParser.ParseList(text, []);

    private static string Normal(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');

    private static OutgoingMail Mail() => new()
    {
        MessageId = "id-1@example.org",
        Date = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        From = new Mailbox("Flux", "flux", "example.org"),
        To = [new Mailbox("", "noc", "example.org")],
        Subject = "hello",
        Text = "text",
    };

    private async Task<SinkMail> RoundTripAsync(OutgoingMail mail)
    {
        var sink = fixture.Sink;
        var before = (await sink.GetMailsAsync()).Count;
        await using var transport = new SmtpTransport(MailHost.For(sink), TimeProvider.System);
        Assert.Empty((await transport.SendAsync("1", mail, mail.Recipients, default)).Refused);
        var received = (await sink.WaitForMailAsync(before + 1))[^1];
        Assert.Empty(received.Defects);
        return received;
    }
}
