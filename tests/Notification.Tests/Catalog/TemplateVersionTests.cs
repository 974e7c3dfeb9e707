using Flux.Contracts.Notification.V1;
using Flux.Hosting;
using Flux.Notification.Catalog;
using Flux.Notification.Deliveries;
using Flux.Notification.Tests.Support;
using Grpc.Core;

namespace Flux.Notification.Tests.Catalog;

public sealed class TemplateVersionTests
{
    [Fact]
    public async Task ApplyAsync_ChangesOfATemplate_KeepsEveryVersion()
    {
        await using var host = await MailHost.StartAsync(send: false);
        await ApplyAsync(host, "page", "one");
        await ApplyAsync(host, "page", "one");
        await ApplyAsync(host, "page", "two");
        await ApplyAsync(host, "page2", "other");

        var versions = (await host.Catalog.VersionsAsync("page", 10, "", default)).Items;

        Assert.Equal([(2, "two"), (1, "one")], versions.Select(version => ((int)version.Value.Version, version.Value.Html)));
        Assert.Equal("one", (await host.Catalog.RequiredTemplateAsync("page", 1, default)).Value.Html);
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<FluxException>(() => host.Catalog.RequiredTemplateAsync("page", 3, default))).Code);
    }

    [Fact]
    public async Task ApplyAsync_DeletedTemplateComesBack_GoesOnCounting()
    {
        await using var host = await MailHost.StartAsync(send: false);
        await ApplyAsync(host, "page", "one");
        await host.Remover.RemoveTemplateAsync("page", "", false, default);
        await ApplyAsync(host, "page", "two");

        Assert.Equal(2, (await host.Catalog.RequiredTemplateAsync("page", default)).Value.Version);
        Assert.Equal("one", (await host.Catalog.RequiredTemplateAsync("page", 1, default)).Value.Html);
    }

    [Fact]
    public async Task SendAsync_TemplatesChangeLater_DeliveryKeepsTheVersionsItUsed()
    {
        await using var host = await MailHost.StartAsync(transport: new ScriptedTransport(ScriptedTransport.Take));
        await ApplyAsync(host, "part", "p1");
        await ApplyAsync(host, "part", "p2");
        await ApplyAsync(host, "page", "<p>1 {% include \"part\" %}</p>");
        await ApplyAsync(host, "unused", "u");

        var first = await SendAsync(host, 0);
        await ApplyAsync(host, "page", "<p>2</p>");
        var second = await SendAsync(host, 0);
        var old = await SendAsync(host, 1);

        Assert.Equal(("<p>1 p2</p>", "<p>2</p>", "<p>1 p2</p>"), (first.Mail.Html, second.Mail.Html, old.Mail.Html));
        Assert.Equal([new TemplateUse("page", 1), new TemplateUse("part", 2)], first.Mail.Templates);
        Assert.Equal([new TemplateUse("page", 2)], second.Mail.Templates);
        Assert.Equal([new TemplateUse("page", 1), new TemplateUse("part", 2)], old.Mail.Templates);
    }

    private static async Task ApplyAsync(MailHost host, string name, string html) =>
        await host.Applier.ApplyAsync(new ApplyNotificationRequest { Templates = { new EmailTemplate { Name = name, Html = html } } }, default);

    private static async Task<DeliveryRecord> SendAsync(MailHost host, long version) => (await host.Sender.SendAsync(
        new SendRequest { Message = new Message { To = "a@example.org", Subject = "x", Body = "", Template = "page", TemplateVersion = version } }, default)).Delivery;
}
