using Flux.Contracts.Notification.V1;
using Flux.Hosting;
using Flux.Lab;
using Flux.Lab.Mail;
using Flux.Notification.Deliveries;
using Flux.Notification.Tests.Support;

namespace Flux.Notification.Tests.Deliveries;

/// <summary>The whole way of a mail, from the request to a real server.</summary>
public sealed class MailSenderTests
{
    [Fact]
    public async Task SendAsync_Accepted_IsSentWithAStableMessageId()
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var host = await MailHost.StartAsync(MailHost.For(sink));

        var (id, delivery, isDuplicate) = await host.Sender.SendAsync(MailHost.Request("a@example.org, b@example.org", key: "run/1/2"), default);

        Assert.False(isDuplicate);
        Assert.Equal((DeliveryStatus.Sent, 1, $"smtp://127.0.0.1:{sink.Port}"), (delivery.State, delivery.Attempts, delivery.Destination));
        Assert.Equal($"<{id}@example.org>", (await sink.GetMailsAsync())[0]["Message-ID"]);
        Assert.Equal(DeliveryStatus.Sent, (await host.Outbox.GetAsync(id, default)).Value.State);
    }

    [Fact]
    public async Task SendAsync_TemporaryThenAccepted_OneMailAtTheStoredTime()
    {
        await using var sink = await SmtpSink.StartAsync();
        var clock = new ManualClock();
        await using var host = await MailHost.StartAsync(MailHost.For(sink), clock: clock);
        await sink.FailAsync(SmtpFault.Reply(SmtpStep.Rcpt, "451 4.7.1 come back later"));

        var (id, delivery, _) = await host.Sender.SendAsync(MailHost.Request(), default);
        Assert.Equal((DeliveryStatus.Deferred, MailReasons.Refused), (delivery.State, delivery.Reason));
        Assert.Contains("451 4.7.1 come back later", delivery.Message);
        Assert.Equal(clock.GetUtcNow() + TimeSpan.FromSeconds(30), delivery.RetryTime);
        clock.Advance(TimeSpan.FromSeconds(31));
        await sink.WaitForMailAsync(1);
        delivery = await host.Dispatcher.FollowAsync(id, default);

        Assert.Equal((DeliveryStatus.Sent, 2, ""), (delivery.State, delivery.Attempts, delivery.Reason));
        Assert.Single(await sink.GetMailsAsync());
        Assert.Equal($"<{delivery.Mail.MessageId}>", (await sink.GetMailsAsync())[0]["Message-ID"]);
    }

    [Theory]
    [InlineData("", "r", "", "r", 1)] // the request_id alone is the key
    [InlineData("k", "r", "k", "other", 1)] // beside a key it says nothing more
    [InlineData("k", "r", "other", "r", 2)]
    [InlineData("", "r", "", "other", 2)]
    [InlineData("", "", "", "", 2)]
    public async Task SendAsync_RequestIdAndKey_JoinRequests(string firstKey, string firstId, string secondKey, string secondId, int mails)
    {
        var transport = new ScriptedTransport(ScriptedTransport.Take, ScriptedTransport.Take);
        await using var host = await MailHost.StartAsync(transport: transport);
        var (first, second) = (MailHost.Request(key: firstKey), MailHost.Request(key: secondKey));
        (first.RequestId, second.RequestId) = (firstId, secondId);

        var one = await host.Sender.SendAsync(first, default);
        var two = await host.Sender.SendAsync(second, default);

        Assert.Equal((mails, mails == 1), (transport.Tries.Count, two.IsDuplicate));
        Assert.Equal(firstKey.Length > 0 ? firstKey : firstId, one.Delivery.IdempotencyKey);
    }

    [Fact]
    public async Task SendAsync_LongRequestId_IsRefused()
    {
        await using var host = await MailHost.StartAsync(send: false);
        var request = MailHost.Request();
        request.RequestId = new string('x', 65);

        Assert.Equal(["request_id"], (await Assert.ThrowsAsync<FluxException>(() => host.Sender.SendAsync(request, default))).Fields());
    }

    [Fact]
    public async Task SendAsync_RefusedForGood_FailsWithTheServersWords()
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var host = await MailHost.StartAsync(MailHost.For(sink));
        await sink.FailAsync(SmtpFault.Reply(SmtpStep.Rcpt, "550 5.1.1 no such user"));

        var delivery = await host.SendAsync();

        Assert.Equal((DeliveryStatus.Failed, MailReasons.Refused, (DateTimeOffset?)null), (delivery.State, delivery.Reason, delivery.RetryTime));
        Assert.Equal($"smtp://127.0.0.1:{sink.Port} refused the recipient: 550 5.1.1 no such user", delivery.Message);
    }

    [Fact]
    public async Task SendAsync_SomeRecipientsDeferred_OnlyThoseAreTriedAgain()
    {
        await using var sink = await SmtpSink.StartAsync();
        var clock = new ManualClock();
        await using var host = await MailHost.StartAsync(MailHost.For(sink), clock: clock);
        await sink.FailAsync(SmtpFault.Reply(SmtpStep.Rcpt, "450 4.2.0 greylisted") with { When = "b@" });
        await sink.FailAsync(SmtpFault.Reply(SmtpStep.Rcpt, "550 5.1.1 unknown") with { When = "c@" });

        var (id, delivery, _) = await host.Sender.SendAsync(MailHost.Request("a@example.org,b@example.org,c@example.org"), default);
        Assert.Equal((DeliveryStatus.Deferred, "b@example.org"), (delivery.State, Assert.Single(delivery.Pending)));
        clock.Advance(TimeSpan.FromMinutes(1));
        await sink.WaitForMailAsync(2);
        delivery = await host.Dispatcher.FollowAsync(id, default);

        Assert.Equal([["a@example.org"], ["b@example.org"]], (await sink.GetMailsAsync()).Select(mail => mail.Recipients));
        Assert.Equal((DeliveryStatus.Failed, 2), (delivery.State, delivery.Delivered.Count));
        Assert.Contains("c@example.org: ", delivery.Message);
        Assert.Contains("the other 2 got it", delivery.Message);
    }

    [Fact]
    public async Task SendAsync_SameKeyAndRecipientsInAnyOrder_SendsOnce()
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var host = await MailHost.StartAsync(MailHost.For(sink));

        var first = await host.Sender.SendAsync(MailHost.Request("a@example.org, b@Example.org", key: "k"), default);
        var second = await host.Sender.SendAsync(MailHost.Request("B <b@example.org>, a@example.org", "other subject", key: "k"), default);

        Assert.Equal((first.Id, true), (second.Id, second.IsDuplicate));
        Assert.Single(await sink.GetMailsAsync());
    }

    [Theory]
    [InlineData("k", "b@example.org")]
    [InlineData("other", "a@example.org")]
    [InlineData("", "a@example.org")]
    public async Task SendAsync_OtherKeyOrRecipients_SendsAgain(string key, string to)
    {
        var transport = new ScriptedTransport(ScriptedTransport.Take);
        await using var host = await MailHost.StartAsync(transport: transport);

        await host.SendAsync("a@example.org", key: key.Length == 0 ? "" : "k");
        await host.SendAsync(to, key: key);

        Assert.Equal(2, transport.Tries.Count);
    }

    [Fact]
    public async Task SendAsync_TwentyConcurrentDuplicates_OneMailAndOneAnswer()
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var host = await MailHost.StartAsync(MailHost.For(sink));

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => host.Sender.SendAsync(MailHost.Request(key: "k"), default))));

        Assert.Single(answers.Select(answer => answer.Id).Distinct());
        Assert.Single(answers, answer => !answer.IsDuplicate);
        Assert.All(answers, answer => Assert.Equal(DeliveryStatus.Sent, answer.Delivery.State));
        Assert.Single(await sink.GetMailsAsync());
    }

    [Fact]
    public async Task SendAsync_DuplicateWhileTheFirstIsOnTheWire_WaitsForItsEnd()
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var host = await MailHost.StartAsync(MailHost.For(sink));
        await sink.FailAsync(SmtpFault.Hold(SmtpStep.Accepted));

        var first = host.Sender.SendAsync(MailHost.Request(key: "k"), default);
        await sink.WaitForMailAsync(1);
        var second = host.Sender.SendAsync(MailHost.Request(key: "k"), default);
        Assert.False(first.IsCompleted || second.IsCompleted);
        await sink.ReleaseAsync();

        Assert.Equal((await first).Id, (await second).Id);
        Assert.Single(await sink.GetMailsAsync());
    }

    [Fact]
    public async Task Restart_QueuedAndDeferredMails_GoOn()
    {
        using var directory = new TempDirectory("flux-notification");
        var clock = new ManualClock();
        await using (var before = await MailHost.StartAsync(transport: new ScriptedTransport(ScriptedTransport.Busy), clock: clock, directory: directory))
        {
            Assert.Equal(DeliveryStatus.Deferred, (await before.SendAsync("deferred@example.org")).State);
        }

        await using (var before = await MailHost.StartAsync(clock: clock, directory: directory, send: false))
        {
            var draft = await before.Drafts.ReadAsync(MailHost.Request("queued@example.org").Message, default);
            await before.Outbox.AddAsync(await before.Composer.ComposeAsync(draft, default), "", null, default);
        }

        await using var sink = await SmtpSink.StartAsync();
        await using var after = await MailHost.StartAsync(MailHost.For(sink), clock: clock, directory: directory);
        Assert.Equal("queued@example.org", Assert.Single(await sink.WaitForMailAsync(1)).Recipients[0]);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("deferred@example.org", (await sink.WaitForMailAsync(2))[1].Recipients[0]);
    }

    [Fact]
    public async Task Restart_CrashBetweenAcceptAndStore_SendsAgainWithTheSameMessageId()
    {
        using var directory = new TempDirectory("flux-notification");
        await using var sink = await SmtpSink.StartAsync();
        await using (var before = await MailHost.StartAsync(MailHost.For(sink), directory: directory))
        {
            await sink.FailAsync(SmtpFault.Hold(SmtpStep.Accepted));
            _ = before.SendAsync(key: "k");
            await sink.WaitForMailAsync(1);
            await before.CrashAsync();
        }

        await sink.ReleaseAsync();
        await using var after = await MailHost.StartAsync(MailHost.For(sink), directory: directory);
        await sink.WaitForMailAsync(2);
        var delivery = await after.SendAsync(key: "k");

        Assert.Equal((DeliveryStatus.Sent, 2), (delivery.State, delivery.Attempts));
        Assert.Equal(2, (await sink.GetMailsAsync()).Count);
        Assert.Single((await sink.GetMailsAsync()).Select(mail => mail["Message-ID"]).Distinct());
    }

    [Fact]
    public async Task SendAsync_NoAnswerAfterTheMail_TriesAgainWithTheSameMessageId()
    {
        await using var sink = await SmtpSink.StartAsync();
        var clock = new ManualClock();
        await using var host = await MailHost.StartAsync(MailHost.For(sink), clock: clock);
        await sink.FailAsync(SmtpFault.Drop(SmtpStep.Accepted));

        Assert.Equal(DeliveryStatus.Deferred, (await host.SendAsync()).State);
        clock.Advance(TimeSpan.FromMinutes(1));
        await sink.WaitForMailAsync(2);

        Assert.Single((await sink.GetMailsAsync()).Select(mail => mail.RawText).Distinct());
    }

    [Fact]
    public async Task SendAsync_CallerGoesAway_TheMailIsSentAllTheSame()
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var host = await MailHost.StartAsync(MailHost.For(sink));
        await sink.FailAsync(SmtpFault.Hold(SmtpStep.Mail));
        using var caller = new CancellationTokenSource();

        var sending = host.Sender.SendAsync(MailHost.Request(key: "k"), caller.Token);
        await host.WaitForStateAsync(DeliveryStatus.Sending);
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        await sink.ReleaseAsync();

        Assert.Single(await sink.WaitForMailAsync(1));
        Assert.Equal(DeliveryStatus.Sent, (await host.SendAsync(key: "k")).State);
    }

    [Fact]
    public async Task SendAsync_TriedByTheResumptionAlready_IsAnsweredAndNotSentAgain()
    {
        var transport = new ScriptedTransport(ScriptedTransport.Take);
        await using var host = await MailHost.StartAsync(transport: transport, send: false);
        var draft = await host.Drafts.ReadAsync(MailHost.Request().Message, default);
        var (stored, _) = await host.Outbox.AddAsync(await host.Composer.ComposeAsync(draft, default), "", null, default);
        await host.RunAsync();
        await host.WaitForStateAsync(DeliveryStatus.Sent);

        var delivery = await host.Dispatcher.SendAsync(stored, default);

        Assert.Equal(DeliveryStatus.Sent, delivery.State);
        Assert.Single(transport.Tries);
    }

    [Fact]
    public async Task SendAsync_WithoutServer_WritesAnEmlFileForItsEnvelope()
    {
        await using var host = await MailHost.StartAsync();

        var delivery = await host.SendAsync("Noc <noc@example.org>, b@example.org", "größer", "text");

        var file = Assert.Single(Directory.GetFiles(host.PickupFolder));
        Assert.Equal((file, DeliveryStatus.Sent), (delivery.Destination, delivery.State));
        var text = await File.ReadAllTextAsync(file);
        Assert.StartsWith("X-Sender: flux@example.org\r\nX-Receiver: noc@example.org\r\nX-Receiver: b@example.org\r\nDate: ", text);
        Assert.Contains("Subject: =?utf-8?B?", text);
        Assert.EndsWith("\r\n\r\ntext\r\n", text);
    }

    [Fact]
    public async Task SendAsync_PickupFolderCannotBeMade_IsDeferred()
    {
        await using var host = await MailHost.StartAsync();
        await File.WriteAllTextAsync(host.PickupFolder, "a file stands in the way");

        var delivery = await host.SendAsync();

        Assert.Equal((DeliveryStatus.Deferred, MailReasons.PickupFailed), (delivery.State, delivery.Reason));
    }

    [Theory]
    [InlineData("a@example.org\r\nBcc: evil@example.org", "hello", "message.to")]
    [InlineData("a@example.org>\r\nRCPT TO:<evil@example.org", "hello", "message.to")]
    [InlineData("\"A\r\nBcc: evil@example.org\" <a@example.org>", "hello", "message.to")]
    [InlineData("a@example.org", "hello\r\nBcc: evil@example.org", "message.subject")]
    [InlineData("a@example.org", "hello\nBcc: evil@example.org", "message.subject")]
    [InlineData("a@example.org", "hello\rBcc: evil@example.org", "message.subject")]
    [InlineData("a@example.org", "hello\r\n\r\n<script>", "message.subject")]
    [InlineData("a@example.org", "hello\0", "message.subject")]
    [InlineData("a@example.org", "\u001b[31mred", "message.subject")]
    public async Task SendAsync_HeaderInjection_IsRefusedNamingTheField(string to, string subject, string field)
    {
        var transport = new ScriptedTransport(ScriptedTransport.Take);
        await using var host = await MailHost.StartAsync(transport: transport);

        var error = await Assert.ThrowsAsync<FluxException>(() => host.SendAsync(to, subject));

        Assert.Equal([field], error.Fields());
        Assert.Empty(transport.Tries);
    }

    [Fact]
    public async Task SendAsync_SeveralMistakes_NamesAllOfThem()
    {
        await using var host = await MailHost.StartAsync(mail: new MailOptions());
        var request = new SendRequest { Message = new Message { To = "bad, worse@", ContextJson = "[]" } };

        var error = await Assert.ThrowsAsync<FluxException>(() => host.Sender.SendAsync(request, default));

        Assert.Equal(["message.service", "message.to", "message.to", "message.subject", "message.body", "message.context_json"], error.Fields());
    }

    [Fact]
    public async Task SendAsync_RedirectAllTo_GoesThereOnlyAndSaysForWhomItWas()
    {
        await using var sink = await SmtpSink.StartAsync();
        await using var host = await MailHost.StartAsync(MailHost.For(sink), new MailOptions { From = "flux@example.org", RedirectAllTo = "dev@example.org" });

        await host.SendAsync("noc@example.org, boss@example.org");

        Assert.Equal(["dev@example.org"], (await sink.GetMailsAsync())[0].Recipients);
        Assert.Equal("dev@example.org", (await sink.GetMailsAsync())[0]["To"]);
        Assert.Equal("noc@example.org, boss@example.org", (await sink.GetMailsAsync())[0]["X-Flux-Redirected-From"]);
    }

    [Fact]
    public async Task SendAsync_RecipientNotAllowed_IsRefusedNamingIt()
    {
        await using var host = await MailHost.StartAsync(
            mail: new MailOptions { From = "flux@example.org", AllowedRecipients = "example.org, ada@example.net" }, transport: new ScriptedTransport(ScriptedTransport.Take));
        var request = MailHost.Request("a@EXAMPLE.org, ada@example.net, bob@example.net");
        request.Message.Bcc = "x@sub.example.org";

        var error = await Assert.ThrowsAsync<FluxException>(() => host.Sender.SendAsync(request, default));

        Assert.Equal(["message.to", "message.bcc"], error.Fields());
        Assert.Contains("'bob@example.net'", error.Message);
    }

    [Fact]
    public async Task ListAsync_KeyPrefix_GivesThoseNewestFirstInPages()
    {
        await using var host = await MailHost.StartAsync(transport: new ScriptedTransport(ScriptedTransport.Take), clock: new ManualClock());
        foreach (var key in new[] { "run1/1", "run1/2", "run2/1", "run1/3" })
            await host.SendAsync(key: key);

        var first = await host.Outbox.ListAsync("run1/", [], 2, "", default);
        var second = await host.Outbox.ListAsync("run1/", [], 2, first.NextToken!, default);

        Assert.Equal(["run1/3", "run1/2", "run1/1"], first.Items.Concat(second.Items).Select(item => item.Value.IdempotencyKey));
        Assert.Null(second.NextToken);
    }
}
