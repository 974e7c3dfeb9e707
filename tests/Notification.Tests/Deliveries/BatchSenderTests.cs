using Flux.Contracts.Notification.V1;
using Flux.Hosting;
using Flux.Lab.Mail;
using Flux.Notification.Deliveries;
using Flux.Notification.Tests.Support;

namespace Flux.Notification.Tests.Deliveries;

public sealed class BatchSenderTests
{
    [Fact]
    public async Task SendAsync_ManyRecipientsOfTwoContexts_RendersTwice()
    {
        await using var host = await MailHost.StartAsync(transport: new ScriptedTransport(ScriptedTransport.Take));
        await ApplyAsync(host);
        var checks = host.Renderer.Calls.Count;
        var request = Batch(300, i => i % 2 == 0 ? "" : """{"name":"odd"}""");

        var deliveries = await host.Batches.SendAsync(request, default);
        var sent = await Task.WhenAll(deliveries.Select(each => host.Dispatcher.FollowAsync(each.Delivery.Id, default)));

        Assert.Equal(2, host.Renderer.Calls.Count - checks);
        Assert.All(sent, delivery => Assert.Equal(DeliveryStatus.Sent, delivery.State));
        Assert.Equal(Enumerable.Range(0, 300).Select(i => ($"p{i}@example.org", i % 2 == 0 ? "for even" : "for odd")), sent.Select(each => (each.Mail.Recipients.Single(), each.Mail.Subject)));
        Assert.Equal(300, sent.Select(each => each.Mail.MessageId).Distinct().Count());
    }

    [Fact]
    public async Task SendAsync_OneBatch_ReusesOneConnectionAWorker()
    {
        await using var sink = await SmtpSink.StartAsync();
        var smtp = MailHost.For(sink);
        smtp.IdleTimeout = TimeSpan.FromMinutes(1);
        await using var host = await MailHost.StartAsync(smtp, new MailOptions { From = "flux@example.org", Concurrency = 1 });
        await ApplyAsync(host);

        await host.Batches.SendAsync(Batch(50, _ => ""), default);
        await sink.WaitForMailAsync(50);

        Assert.Single(await sink.GetCommandsAsync(), command => command.Verb == "EHLO");
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"p{i}@example.org"), sink.Mails.Select(mail => mail.Recipients.Single()));
    }

    [Fact]
    public async Task SendAsync_SameBatchAgainWithOneMore_SendsTheNewOneOnly()
    {
        await using var host = await MailHost.StartAsync(transport: new ScriptedTransport(ScriptedTransport.Take));
        await ApplyAsync(host);
        var first = await host.Batches.SendAsync(Batch(3, _ => "", "k"), default);
        var second = await host.Batches.SendAsync(Batch(4, _ => "", "k"), default);

        Assert.Equal([false, false, false], first.Select(each => each.IsDuplicate));
        Assert.Equal([true, true, true, false], second.Select(each => each.IsDuplicate));
        Assert.Equal(first.Select(each => each.Delivery.Id), second.Take(3).Select(each => each.Delivery.Id));
    }

    [Fact]
    public async Task SendAsync_Mistakes_NamesAllAndStoresNothing()
    {
        await using var host = await MailHost.StartAsync(send: false, mail: new MailOptions { From = "flux@example.org", AllowedRecipients = "example.org" });
        await ApplyAsync(host);
        var request = Batch(3, _ => "");
        request.Recipients[0].To = "nobody";
        request.Recipients[1].ContextJson = "[]";
        request.Recipients[2].To = "a@example.net";
        var nobody = new SendBatchRequest { Message = new Message { Service = "s", To = "a@example.org" } };

        Assert.Equal(["recipients[0].to", "recipients[1].context_json", "recipients[2].to"], (await Assert.ThrowsAsync<FluxException>(() => host.Batches.SendAsync(request, default))).Fields());
        Assert.Equal(["recipients", "message.to"], (await Assert.ThrowsAsync<FluxException>(() => host.Batches.SendAsync(nobody, default))).Fields());
        Assert.Empty((await host.Outbox.ListAsync("", [], 10, "", default)).Items);
    }

    private static async Task ApplyAsync(MailHost host) =>
        await host.Applier.ApplyAsync(new ApplyNotificationRequest { Services = { new EmailService { Name = "s", Subject = "for {{ name }}", Content = "hello", Cc = "copies@example.org" } } }, default);

    private static SendBatchRequest Batch(int count, Func<int, string> context, string key = "") => new()
    {
        Message = new Message { Service = "s", ContextJson = """{"name":"even"}""" },
        IdempotencyKey = key,
        Recipients = { Enumerable.Range(0, count).Select(i => new BatchRecipient { To = $"p{i}@example.org", ContextJson = context(i) }) },
    };
}
