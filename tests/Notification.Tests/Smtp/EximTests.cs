using Flux.Lab.Mail;
using Flux.Notification.Deliveries;
using Flux.Notification.Smtp;
using Flux.Notification.Tests.Support;

namespace Flux.Notification.Tests.Smtp;

/// <summary>Against exim, a server of the real world.</summary>
public sealed class EximTests
{
    private const string Password = "s3cret-pass";

    [EximTheory]
    [InlineData(EximTls.StartTls, "PLAIN")]
    [InlineData(EximTls.StartTls, "LOGIN")]
    [InlineData(EximTls.Implicit, "PLAIN")]
    public async Task SendAsync_TlsAndLogin_Delivers(EximTls tls, string mechanism)
    {
        await using var exim = await EximServer.StartAsync(new EximOptions { Tls = tls, Username = "flux", Password = Password, Mechanism = mechanism });
        await using var host = await MailHost.StartAsync(Options(exim, tls, Password));

        var sent = await host.SendAsync("Zoë <noc@example.org>, b@example.org", "Grüße", "text ü\n.dot\n");

        Assert.Equal((DeliveryStatus.Sent, ""), (sent.State, sent.Message));
        var mail = Assert.Single(await exim.GetMailsAsync());
        Assert.Contains($"<{sent.Mail.MessageId}>", mail);
        Assert.Contains("Return-path: <flux@example.org>", mail);
        Assert.Contains("b@example.org", mail);
        Assert.Matches($@"P=esmtpsa.*A=lab:flux", exim.Log);
    }

    [EximFact]
    public async Task SendAsync_AddressNotAscii_TravelsBySmtpUtf8()
    {
        await using var exim = await EximServer.StartAsync();
        await using var host = await MailHost.StartAsync(Options(exim, EximTls.None));

        Assert.Equal(DeliveryStatus.Sent, (await host.SendAsync("δοκιμή@bücher.example", "Grüße")).State);

        Assert.Contains("δοκιμή@xn--bcher-kva.example", Assert.Single(await exim.GetMailsAsync()));
        Assert.Matches("P=utf8esmtp", exim.Log);
    }

    [EximTheory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task SendAsync_WrongPassword_FailsBeforeAnyMailLeaves(string mechanism)
    {
        await using var exim = await EximServer.StartAsync(new EximOptions { Tls = EximTls.StartTls, Username = "flux", Password = Password, Mechanism = mechanism });
        await using var host = await MailHost.StartAsync(Options(exim, EximTls.StartTls, "wrong"));

        var failed = await host.SendAsync();

        Assert.Equal((DeliveryStatus.Failed, MailReasons.AuthenticationFailed), (failed.State, failed.Reason));
        Assert.Contains("535", failed.Message);
        Assert.DoesNotContain("wrong", failed.Message);
        Assert.Empty(await exim.GetMailsAsync());
    }

    [EximTheory]
    [InlineData(SinkCertificate.Untrusted)]
    [InlineData(SinkCertificate.WrongName)]
    [InlineData(SinkCertificate.Expired)]
    public async Task SendAsync_WrongCertificate_SendsNothing(SinkCertificate certificate)
    {
        await using var exim = await EximServer.StartAsync(new EximOptions { Tls = EximTls.StartTls, Certificate = certificate });
        await using var host = await MailHost.StartAsync(Options(exim, EximTls.StartTls));

        var failed = await host.SendAsync();

        Assert.Equal((DeliveryStatus.Failed, MailReasons.TlsFailed), (failed.State, failed.Reason));
        Assert.Empty(await exim.GetMailsAsync());
    }

    [EximFact]
    public async Task SendAsync_StartTlsRequiredAndMissing_SendsNothing()
    {
        await using var exim = await EximServer.StartAsync();
        await using var host = await MailHost.StartAsync(Options(exim, EximTls.StartTls));

        var failed = await host.SendAsync();

        Assert.Equal((DeliveryStatus.Failed, MailReasons.TlsFailed), (failed.State, failed.Reason));
        Assert.Empty(await exim.GetMailsAsync());
    }

    [EximTheory]
    [InlineData(SmtpStep.Connect)]
    [InlineData(SmtpStep.Mail)]
    [InlineData(SmtpStep.Rcpt)]
    [InlineData(SmtpStep.Data)]
    [InlineData(SmtpStep.Body)]
    public async Task SendAsync_BusyThenWell_ArrivesOnce(SmtpStep step)
    {
        await using var exim = await EximServer.StartAsync();
        await using var host = await MailHost.StartAsync(Options(exim, EximTls.None));
        exim.Misbehave(EximFault.Defer, step);

        var (id, deferred, _) = await host.Sender.SendAsync(MailHost.Request(key: "once"), default);
        exim.Behave();
        var sent = await host.Dispatcher.RetryAsync(id, false, default);

        Assert.Equal((DeliveryStatus.Deferred, DeliveryStatus.Sent), (deferred.State, sent.State));
        Assert.Matches("45[01]", deferred.Message);
        Assert.Contains($"<{deferred.Mail.MessageId}>", Assert.Single(await exim.GetMailsAsync()));
    }

    [EximTheory]
    [InlineData(SmtpStep.Connect)]
    [InlineData(SmtpStep.Mail)]
    [InlineData(SmtpStep.Rcpt)]
    [InlineData(SmtpStep.Data)]
    [InlineData(SmtpStep.Body)]
    public async Task SendAsync_RefusedForGood_FailsWithItsWords(SmtpStep step)
    {
        await using var exim = await EximServer.StartAsync();
        await using var host = await MailHost.StartAsync(Options(exim, EximTls.None));
        exim.Misbehave(EximFault.Deny, step);

        var failed = await host.SendAsync();

        Assert.Equal((DeliveryStatus.Failed, MailReasons.Refused), (failed.State, failed.Reason));
        Assert.Matches("55[04] .*not here", failed.Message);
        Assert.Empty(await exim.GetMailsAsync());
    }

    [EximFact]
    public async Task SendAsync_SlowServer_IsDeferredAfterTheTimeout()
    {
        await using var exim = await EximServer.StartAsync();
        var options = Options(exim, EximTls.None);
        options.Timeout = TimeSpan.FromSeconds(1);
        await using var host = await MailHost.StartAsync(options);
        exim.Misbehave(EximFault.Slow, SmtpStep.Rcpt);

        var deferred = await host.SendAsync();

        Assert.Equal((DeliveryStatus.Deferred, MailReasons.Unavailable), (deferred.State, deferred.Reason));
    }

    [EximTheory]
    [InlineData(SmtpStep.Connect, 1)]
    [InlineData(SmtpStep.Ehlo, 1)]
    [InlineData(SmtpStep.Mail, 1)]
    [InlineData(SmtpStep.Rcpt, 1)]
    [InlineData(SmtpStep.Data, 1)]
    [InlineData(SmtpStep.Body, 1)]
    [InlineData(SmtpStep.Accepted, 2)]
    public async Task SendAsync_ConnectionDropped_ArrivesOnceOrTwiceWithOneMessageId(SmtpStep step, int mails)
    {
        await using var exim = await EximServer.StartAsync();
        await using var proxy = new DroppingProxy(exim.Port, step);
        var options = Options(exim, EximTls.None);
        options.Port = proxy.Port;
        await using var transport = new SmtpTransport(options, TimeProvider.System);
        await using var host = await MailHost.StartAsync(options);

        var (id, deferred, _) = await host.Sender.SendAsync(MailHost.Request(), default);
        // A server found dead is left alone for some seconds; another process would know nothing of that.
        var outcome = await transport.SendAsync(id, deferred.Mail, deferred.Pending, default);

        Assert.Equal((DeliveryStatus.Deferred, MailReasons.Unavailable), (deferred.State, deferred.Reason));
        Assert.Empty(outcome.Refused);
        var taken = await exim.GetMailsAsync();
        Assert.Equal(mails, taken.Count);
        Assert.All(taken, mail => Assert.Contains($"<{deferred.Mail.MessageId}>", mail));
    }

    private static SmtpOptions Options(EximServer exim, EximTls tls, string? password = null) => new()
    {
        Host = "127.0.0.1",
        Port = exim.Port,
        CaFile = exim.CaFile,
        IdleTimeout = TimeSpan.Zero,
        Security = tls switch { EximTls.None => SmtpSecurity.None, EximTls.StartTls => SmtpSecurity.StartTls, _ => SmtpSecurity.Tls },
        Username = password is null ? null : "flux",
        Password = password,
    };
}
