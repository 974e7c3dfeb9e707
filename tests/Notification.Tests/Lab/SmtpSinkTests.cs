using System.Diagnostics;
using Flux.Lab.Mail;

namespace Flux.Notification.Tests.Lab;

/// <summary>The sink against an independent client, Python's smtplib.</summary>
public sealed class SmtpSinkTests
{
    private const string Client = """
        import smtplib, ssl, sys
        port, ca, user, password = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4]
        s = smtplib.SMTP('127.0.0.1', port)
        if ca: s.starttls(context=ssl.create_default_context(cafile=ca))
        try:
            if user: s.login(user, password)
            s.sendmail('a@example.org', ['b@example.org', 'c@example.org'], 'Subject: =?utf-8?b?w6TDtg==?=\r\n\r\nhi\r\n.dot\r\n')
            print('sent')
            s.quit()
        except (smtplib.SMTPException, OSError) as e: print(type(e).__name__, getattr(e, 'smtp_code', ''))
        """;

    [Fact]
    public async Task Sink_StartTlsAndLogin_KeepsTheMailAsPythonReadsIt()
    {
        await using var sink = await SmtpSink.StartAsync(new SmtpSinkOptions { StartTls = true, Username = "flux", Password = "pw" });

        Assert.Equal("sent", await SendAsync(sink, "flux", "pw"));

        var mail = Assert.Single(await sink.WaitForMailAsync(1));
        Assert.Equal(("a@example.org", "äö", "hi\r\n.dot\r\n"), (mail.From, mail.Subject, mail.Text.ReplaceLineEndings("\r\n")));
        Assert.Equal(["b@example.org", "c@example.org"], mail.Recipients);
        Assert.True(mail.Tls);
        Assert.Equal("flux", mail.User);
        Assert.Contains(await sink.GetCommandsAsync(), command => command is { Verb: "AUTH", Tls: true });
    }

    [Fact]
    public async Task Sink_WrongPassword_RefusesTheLogin()
    {
        await using var sink = await SmtpSink.StartAsync(new SmtpSinkOptions { StartTls = true, Username = "flux", Password = "pw" });

        Assert.Equal("SMTPAuthenticationError 535", await SendAsync(sink, "flux", "wrong"));
        Assert.Empty(await sink.GetMailsAsync());
    }

    [Theory]
    [InlineData(SmtpStep.Mail, "SMTPSenderRefused 451")]
    [InlineData(SmtpStep.Data, "SMTPDataError 451")]
    [InlineData(SmtpStep.Body, "SMTPDataError 451")]
    public async Task FailAsync_ReplyOnce_AnswersSoOnceThenWell(SmtpStep step, string expected)
    {
        await using var sink = await SmtpSink.StartAsync();
        await sink.FailAsync(SmtpFault.Reply(step, "451 4.3.0 busy"));

        Assert.Equal(expected, await SendAsync(sink));
        Assert.Equal("sent", await SendAsync(sink));
        Assert.Single(await sink.GetMailsAsync());
    }

    [Theory]
    [InlineData(SmtpStep.Rcpt, 0)]
    [InlineData(SmtpStep.Body, 0)]
    [InlineData(SmtpStep.Accepted, 1)]
    public async Task FailAsync_Drop_ClosesTheConnectionThere(SmtpStep step, int kept)
    {
        await using var sink = await SmtpSink.StartAsync();
        await sink.FailAsync(SmtpFault.Drop(step));

        Assert.Contains(await SendAsync(sink), new[] { "SMTPServerDisconnected", "ConnectionResetError" });
        Assert.Equal(kept, (await sink.GetMailsAsync()).Count);
    }

    private static async Task<string> SendAsync(SmtpSink sink, string user = "", string password = "")
    {
        using var client = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Client, $"{sink.Port}", sink.CaFile ?? "", user, password]) { RedirectStandardOutput = true })!;
        var output = await client.StandardOutput.ReadToEndAsync();
        await client.WaitForExitAsync();
        return output.Trim();
    }
}
