using Flux.Contracts.Common.V1;
using Flux.Contracts.Notification.V1;
using Flux.Hosting;
using Flux.Notification.Catalog;
using Flux.Notification.Deliveries;
using Flux.Notification.Tests.Support;
using Grpc.Core;

namespace Flux.Notification.Tests.Catalog;

public sealed class BundleApplierTests
{
    [Fact]
    public async Task ApplyAsync_Twice_CreatesThenLeavesUnchanged()
    {
        await using var host = await MailHost.StartAsync(send: false);

        var first = await host.Applier.ApplyAsync(Bundle(), default);
        var second = await host.Applier.ApplyAsync(Bundle(), default);

        Assert.Equal(["services a Created 1", "services b Created 2", "templates t Created 1"], first.Select(Show));
        Assert.Equal(["services a Unchanged 1", "services b Unchanged 2", "templates t Unchanged 1"], second.Select(Show));
    }

    [Fact]
    public async Task ApplyAsync_OneFieldChanged_NamesItAndKeepsTheId()
    {
        await using var host = await MailHost.StartAsync(send: false);
        await host.Applier.ApplyAsync(Bundle(), default);
        var bundle = Bundle();
        bundle.Services[0].CustomTo = "new@example.org";
        bundle.Services[0].ReplyTo = "r@example.org";

        var applied = await host.Applier.ApplyAsync(bundle, default);

        Assert.Equal(["services a Changed 1 custom_to,reply_to", "services b Unchanged 2", "templates t Unchanged 1"], applied.Select(Show));
        Assert.Equal(("new@example.org", 2), ((await host.Catalog.ServiceAsync("a", default)).Value.CustomTo, (await host.Catalog.ServiceAsync("a", default)).Version));
    }

    [Fact]
    public async Task ApplyAsync_ValidateOnly_WritesNothing()
    {
        await using var host = await MailHost.StartAsync(send: false);
        var bundle = Bundle();
        bundle.ValidateOnly = true;

        var applied = await host.Applier.ApplyAsync(bundle, default);

        Assert.Equal(["services a Created 0", "services b Created 0", "templates t Created 0"], applied.Select(Show));
        Assert.Empty((await host.Catalog.PageAsync(EmailServiceRecord.Type, 10, "", default)).Items);
    }

    [Fact]
    public async Task ApplyAsync_ManyMistakes_NamesAllAndWritesNothing()
    {
        await using var host = await MailHost.StartAsync(mail: new MailOptions(), send: false);
        var bundle = new ApplyNotificationRequest
        {
            Services =
            {
                new EmailService { Name = "ok", FromEmail = "a@example.org" },
                new EmailService { Name = "ok", FromEmail = "a@example.org, b@example.org", CustomTo = "x@, y@", Subject = "a\r\nBcc: b@example.org", Template = "none" },
                new EmailService { Name = "", Content = "{% bad %}" },
            },
            Templates = { new EmailTemplate { Name = "t", Html = " " }, new EmailTemplate { Name = "u", Html = "{% bad %}", Text = "{% bad %}" } },
        };

        var error = await Assert.ThrowsAsync<FluxException>(() => host.Applier.ApplyAsync(bundle, default));

        Assert.Equal(
            [
                "services[1].name", "services[2].name", "templates[0].html", "services[1].from_email", "services[1].custom_to", "services[1].custom_to", "services[1].subject",
                "services[1].template", "services[2].from_email", "services[2].content", "templates[1].html", "templates[1].text",
            ],
            error.Fields());
        Assert.Empty((await host.Catalog.PageAsync(EmailServiceRecord.Type, 10, "", default)).Items);
    }

    [Fact]
    public async Task ApplyAsync_ScriptRunnerAway_StoresUnchecked()
    {
        await using var host = await MailHost.StartAsync(renderer: new FakeRenderer { Unreachable = true }, send: false);

        var applied = await host.Applier.ApplyAsync(new ApplyNotificationRequest { Templates = { new EmailTemplate { Name = "t", Html = "{% bad %}" } } }, default);

        Assert.Equal(ApplyOutcome.Created, Assert.Single(applied).Outcome);
    }

    [Fact]
    public async Task ApplyAsync_StaleEtag_IsAborted()
    {
        await using var host = await MailHost.StartAsync(send: false);
        await host.Applier.ApplyAsync(Bundle(), default);
        var bundle = Bundle();
        bundle.Services[1].Etag = "7";
        bundle.Services[0].Content = "changed";

        var error = await Assert.ThrowsAsync<FluxException>(() => host.Applier.ApplyAsync(bundle, default));

        Assert.Equal(StatusCode.Aborted, error.Code);
        Assert.Equal("content", (await host.Catalog.ServiceAsync("a", default)).Value.Content);
    }

    [Fact]
    public async Task ApplyAsync_ConcurrentCreations_AllEndWithOneService()
    {
        await using var host = await MailHost.StartAsync(send: false);

        var results = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => host.Applier.ApplyAsync(Bundle(), default))));

        Assert.Single(results, result => result[0].Outcome == ApplyOutcome.Created);
        Assert.Equal(["a", "b"], (await host.Catalog.PageAsync(EmailServiceRecord.Type, 10, "", default)).Items.Select(service => service.Id));
    }

    private static ApplyNotificationRequest Bundle() => new()
    {
        Services =
        {
            new EmailService { Name = "a", CustomTo = "a@example.org", Subject = "s", Content = "content", Template = "t" },
            new EmailService { Name = "b", FromEmail = "Net <net@example.org>", Subject = "{{ x }}" },
        },
        Templates = { new EmailTemplate { Name = "t", Html = "<p>{{ body_custom_msg }}</p>" } },
    };

    private static string Show(AppliedResource resource) =>
        $"{resource.Kind} {resource.Name} {resource.Outcome} {resource.Id} {string.Join(',', resource.ChangedFields)}".TrimEnd();
}
