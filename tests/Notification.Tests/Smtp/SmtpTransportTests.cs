using System.Net;
using System.Net.Sockets;
using Flux.Lab.Mail;
using Flux.Notification.Addresses;
using Flux.Notification.Composition;
using Flux.Notification.Deliveries;
using Flux.Notification.Smtp;
using Flux.Notification.Tests.Support;

namespace Flux.Notification.Tests.Smtp;

public sealed class SmtpTransportTests
{
    private const string Password = "s3cret-pass";

    [Theory]
    [InlineData(true, "PLAIN", SmtpAuthentication.Auto)]
    [InlineData(true, "LOGIN", SmtpAuthentication.Auto)]
    [InlineData(true, "XOAUTH2", SmtpAuthentication.XOAuth2)]
    [InlineData(false, "PLAIN", SmtpAuthentication.Plain)]
    public async Task SendAsync_TlsAndLogin_DeliversEncryptedAsThatUser(bool startTls, string mechanism, SmtpAuthentication authentication)
    {
        await using var sink = await SmtpSink.StartAsync(new SmtpSinkOptions { StartTls = startTls, ImplicitTls = !startTls, Username = "flux", Password = Password, Mechanisms = [mechanism] });
        var options = Login(sink, startTls ? SmtpSecurity.StartTls : SmtpSecurity.Tls);
        options.Authentication = authentication;

        var outcome = await SendAsync(options);

        Assert.Equal(["noc@example.org"], outcome.Delivered);
        var mail = Assert.Single(await sink.WaitForMailAsync(1));
        Assert.True(mail.Tls);
        Assert.Equal("flux", mail.User);
        Assert.All(await sink.GetCommandsAsync(), command => Assert.True(command.Tls || command.Verb is "EHLO" or "STARTTLS", command.Verb));
    }

    [Theory]
    [InlineData("PLAIN", SmtpAuthentication.Auto)]
    [InlineData("LOGIN", SmtpAuthentication.Auto)]
    [InlineData("XOAUTH2", SmtpAuthentication.XOAuth2)]
    public async Task SendAsync_WrongPassword_FailsBeforeAnyMailLeaves(string mechanism, SmtpAuthentication authentication)
    {
        await using var sink = await SmtpSink.StartAsync(new SmtpSinkOptions { StartTls = true, Username = "flux", Password = "other", Mechanisms = [mechanism] });
        var options = Login(sink, SmtpSecurity.StartTls);
        options.Authentication = authentication;

        var refusal = Assert.Single((await SendAsync(options)).Refused);

        Assert.Equal((MailReasons.AuthenticationFailed, true), (refusal.Reason, refusal.Permanent));
        Assert.Contains("'flux'", refusal.Message);
        Assert.Contains("535", refusal.Message);
        Assert.DoesNotContain(await sink.GetCommandsAsync(), command => command.Verb is "MAIL" or "RCPT" or "DATA");
    }

    [Fact]
    public async Task SendAsync_ServerRepeatsThePassword_HidesIt()
    {
        await using var sink = await SmtpSink.StartAsync(new SmtpSinkOptions { StartTls = true, Username = "flux", Password = Password });
        await sink.FailAsync(SmtpFault.Reply(SmtpStep.Auth, $"535 5.7.8 {Password} is wrong, {SmtpCredentials.Base64($"\0flux\0{Password}")} too"));

        var refusal = Assert.Single((await SendAsync(Login(sink, SmtpSecurity.StartTls))).Refused);

        Assert.DoesNotContain(Password, refusal.Message);
        Assert.Contains("******** is wrong, ******** too", refusal.Message);
    }

    [Theory]
    [InlineData(SinkCertificate.Untrusted)]
    [InlineData(SinkCertificate.WrongName)]
    [InlineData(SinkCertificate.Expired)]
    public async Task SendAsync_BadCertificate_FailsBeforeTheLogin(SinkCertificate certificate)
    {
        await using var sink = await SmtpSink.StartAsync(new SmtpSinkOptions { StartTls = true, Certificate = certificate, Username = "flux", Password = Password });

        var refusal = Assert.Single((await SendAsync(Login(sink, SmtpSecurity.StartTls))).Refused);

        Assert.Equal((MailReasons.TlsFailed, true), (refusal.Reason, refusal.Permanent));
        Assert.Contains("is not trusted", refusal.Message);
        Assert.DoesNotContain(await sink.GetCommandsAsync(), command => command.Verb is "AUTH" or "MAIL");
    }

    [Fact]
    public async Task SendAsync_StartTlsRequiredAndMissing_FailsAndSendsNothing()
    {
        await using var sink = await SmtpSink.StartAsync(new SmtpSinkOptions { Username = "flux", Password = Password, ClearAuth = true });

        var refusal = Assert.Single((await SendAsync(Login(sink, SmtpSecurity.StartTls))).Refused);

        Assert.Equal((MailReasons.TlsFailed, true), (refusal.Reason, refusal.Permanent));
        Assert.DoesNotContain(await sink.GetCommandsAsync(), command => command.Verb is "AUTH" or "MAIL");
    }

    [Theory]
    [InlineData(false, MailReasons.AuthenticationFailed, 0)]
    [InlineData(true, "", 1)]
    public async Task SendAsync_LoginWithoutTls_OnlyWhenAllowed(bool allowed, string reason, int mails)
    {
        await using var sink = await SmtpSink.StartAsync(new SmtpSinkOptions { Username = "flux", Password = Password, ClearAuth = true });
        var options = Login(sink, SmtpSecurity.None);
        options.AllowClearTextLogin = allowed;

        var outcome = await SendAsync(options);

        Assert.Equal(reason, outcome.Refused is [var refusal, ..] ? refusal.Reason : "");
        Assert.Equal(mails, (await sink.GetMailsAsync()).Count);
        Assert.Equal(allowed, (await sink.GetCommandsAsync()).Any(command => command.Verb == "AUTH"));
    }

    [Theory]
    [InlineData(SmtpStep.Connect, "554 no", true, MailReasons.Refused)]
    [InlineData(SmtpStep.Connect, "421 later", false, MailReasons.Unavailable)]
    [InlineData(SmtpStep.Ehlo, "550 no", true, MailReasons.Refused)]
    [InlineData(SmtpStep.Mail, "451 4.3.0 busy", false, MailReasons.Refused)]
    [InlineData(SmtpStep.Mail, "552 5.3.4 too big", true, MailReasons.Refused)]
    [InlineData(SmtpStep.Mail, "530 5.7.0 login first", true, MailReasons.AuthenticationFailed)]
    [InlineData(SmtpStep.Rcpt, "450 4.2.0 greylisted", false, MailReasons.Refused)]
    [InlineData(SmtpStep.Rcpt, "550 5.1.1 no such user", true, MailReasons.Refused)]
    [InlineData(SmtpStep.Data, "451 4.3.0 busy", false, MailReasons.Refused)]
    [InlineData(SmtpStep.Body, "452 4.3.1 disk full", false, MailReasons.Refused)]
    [InlineData(SmtpStep.Body, "554 5.7.1 spam", true, MailReasons.Refused)]
    [InlineData(SmtpStep.Body, "421 4.3.2 shutting down", false, MailReasons.Unavailable)]
    [InlineData(SmtpStep.Rcpt, "garbage", false, MailReasons.ProtocolError)]
    public async Task SendAsync_ServerSaysNo_OutcomeHasItsWords(SmtpStep step, string reply, bool permanent, string reason)
    {
        await using var sink = await SmtpSink.StartAsync();
        await sink.FailAsync(SmtpFault.Reply(step, reply));

        var outcome = await SendAsync(MailHost.For(sink));

        Assert.Empty(outcome.Delivered);
        var refusal = Assert.Single(outcome.Refused);
        Assert.Equal((permanent, reason), (refusal.Permanent, refusal.Reason));
        Assert.Contains(reply, refusal.Message);
        Assert.Empty(await sink.GetMailsAsync());
    }

    [Theory]
    [InlineData(SmtpStep.Connect)]
    [InlineData(SmtpStep.Ehlo)]
    [InlineData(SmtpStep.StartTls)]
    [InlineData(SmtpStep.Auth)]
    [InlineData(SmtpStep.Mail)]
    [InlineData(SmtpStep.Rcpt)]
    [InlineData(SmtpStep.Data)]
    [InlineData(SmtpStep.Body)]
    [InlineData(SmtpStep.Accepted)]
    public async Task SendAsync_ConnectionDropped_IsTemporary(SmtpStep step)
    {
        await using var sink = await SmtpSink.StartAsync(new SmtpSinkOptions { StartTls = true, Username = "flux", Password = Password });
        await sink.FailAsync(SmtpFault.Drop(step));

        var refusal = Assert.Single((await SendAsync(Login(sink, SmtpSecurity.StartTls))).Refused);

        Assert.Equal((MailReasons.Unavailable, false), (refusal.Reason, refusal.Permanent));
    }

    [Theory]
    [InlineData(SmtpStep.Connect)]
    [InlineData(SmtpStep.Rcpt)]
    [InlineData(SmtpStep.Body)]
    public async Task SendAsync_SilentServer_EndsAfterTheTimeout(SmtpStep step)
    {
        await using var sink = await SmtpSink.StartAsync();
        await sink.FailAsync(SmtpFault.Hold(step));
        var options = MailHost.For(sink);
        options.Timeout = TimeSpan.FromMilliseconds(300);

        var refusal = Assert.Single((await SendAsync(options)).Refused);

        Assert.Equal((MailReasons.Unavailable, false), (refusal.Reason, refusal.Permanent));
        Assert.Contains("0.3 s", refusal.Message);
    }

    [Fact]
    public async Task SendAsync_NobodyListens_IsTemporary()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        var refusal = Assert.Single((await SendAsync(new SmtpOptions { Host = "127.0.0.1", Port = ((IPEndPoint)socket.LocalEndPoint!).Port, Security = SmtpSecurity.None })).Refused);

        Assert.Equal((MailReasons.Unavailable, false), (refusal.Reason, refusal.Permanent));
    }

    [Fact]
    public async Task SendAsync_ServerJustFoundSilent_IsNotAskedAgainForAWhile()
    {
        await using var sink = await SmtpSink.StartAsync();
        await sink.FailAsync(SmtpFault.Drop(SmtpStep.Ehlo) with { Times = 1 });
        var clock = new ManualClock();
        await using var transport = new SmtpTransport(MailHost.For(sink), clock);

        var first = await transport.SendAsync("1", Mail("a@example.org"), ["a@example.org"], default);
        var second = await transport.SendAsync("2", Mail("b@example.org"), ["b@example.org"], default);
        clock.Advance(TimeSpan.FromSeconds(6));
        var third = await transport.SendAsync("3", Mail("c@example.org"), ["c@example.org"], default);

        Assert.Equal(first.Refused[0].Message, second.Refused[0].Message);
        Assert.Empty(third.Refused);
        Assert.Equal(["c@example.org"], Assert.Single(await sink.GetMailsAsync()).Recipients);
    }

    [Fact]
    public async Task SendAsync_OneOfThreeRecipientsRefused_OthersGetIt()
    {
        await using var sink = await SmtpSink.StartAsync();
        await sink.FailAsync(SmtpFault.Reply(SmtpStep.Rcpt, "550 5.1.1 unknown") with { When = "bad@" });

        var outcome = await SendAsync(MailHost.For(sink), to: "a@example.org, bad@example.org, c@example.org");

        Assert.Equal(["a@example.org", "c@example.org"], outcome.Delivered);
        Assert.Equal("bad@example.org", Assert.Single(outcome.Refused).Recipient);
        Assert.Equal(["a@example.org", "c@example.org"], (await sink.WaitForMailAsync(1))[0].Recipients);
    }

    [Fact]
    public async Task SendAsync_SeveralMails_ReuseOneConnection()
    {
        await using var sink = await SmtpSink.StartAsync(new SmtpSinkOptions { StartTls = true, Username = "flux", Password = Password });
        var options = Login(sink, SmtpSecurity.StartTls);
        options.IdleTimeout = TimeSpan.FromMinutes(1);
        await using var transport = new SmtpTransport(options, TimeProvider.System);

        for (var i = 0; i < 5; i++)
            Assert.Empty((await transport.SendAsync($"{i}", Mail("noc@example.org"), ["noc@example.org"], default)).Refused);

        Assert.Equal(5, (await sink.GetMailsAsync()).Count);
        Assert.Single(await sink.GetCommandsAsync(), command => command.Verb == "AUTH");
    }

    [Fact]
    public async Task SendAsync_IdleConnectionClosedByTheServer_OpensAnother()
    {
        await using var sink = await SmtpSink.StartAsync();
        var options = MailHost.For(sink);
        options.IdleTimeout = TimeSpan.FromMinutes(1);
        await using var transport = new SmtpTransport(options, TimeProvider.System);
        await transport.SendAsync("1", Mail("a@example.org"), ["a@example.org"], default);
        await sink.FailAsync(SmtpFault.Drop(SmtpStep.Rset));

        var outcome = await transport.SendAsync("2", Mail("b@example.org"), ["b@example.org"], default);

        Assert.Empty(outcome.Refused);
        Assert.Equal(2, (await sink.GetMailsAsync()).Count);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task SendAsync_AddressNotAscii_NeedsSmtpUtf8(bool offered, int mails)
    {
        await using var sink = await SmtpSink.StartAsync(new SmtpSinkOptions { Utf8 = offered });

        var outcome = await SendAsync(MailHost.For(sink), to: "δοκιμή@bücher.example");

        Assert.Equal(mails, (await sink.GetMailsAsync()).Count);
        if (offered)
        {
            Assert.Equal(["δοκιμή@xn--bcher-kva.example"], (await sink.GetMailsAsync())[0].Recipients);
            Assert.Contains("SMTPUTF8", (await sink.GetMailsAsync())[0].Options);
            Assert.Contains("BODY=8BITMIME", (await sink.GetMailsAsync())[0].Options);
        }
        else
        {
            Assert.Equal((MailReasons.NotSupported, true), (outcome.Refused[0].Reason, outcome.Refused[0].Permanent));
        }
    }

    [Fact]
    public async Task SendAsync_Cancelled_Throws()
    {
        await using var sink = await SmtpSink.StartAsync();
        await sink.FailAsync(SmtpFault.Hold(SmtpStep.Connect));
        using var cancel = new CancellationTokenSource();
        await using var transport = new SmtpTransport(MailHost.For(sink), TimeProvider.System);

        var sending = transport.SendAsync("1", Mail("a@example.org"), ["a@example.org"], cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    private static SmtpOptions Login(SmtpSink sink, SmtpSecurity security)
    {
        var options = MailHost.For(sink, security);
        options.Username = "flux";
        options.Password = Password;
        return options;
    }

    private static async Task<MailOutcome> SendAsync(SmtpOptions options, string to = "noc@example.org")
    {
        await using var transport = new SmtpTransport(options, TimeProvider.System);
        var mail = Mail(to);
        return await transport.SendAsync("1", mail, mail.Recipients, default);
    }

    private static OutgoingMail Mail(string to) => new()
    {
        MessageId = "1@example.org",
        From = new Mailbox("Flux", "flux", "example.org"),
        To = MailboxParser.ParseList(to, []),
        Subject = "hello",
        Text = "text",
    };
}
