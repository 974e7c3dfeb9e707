using Flux.Contracts.Notification.V1;
using Flux.Hosting;
using Flux.Notification.Catalog;
using Flux.Notification.Tests.Support;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Flux.Notification.Tests.Catalog;

/// <summary>Create and Update of single services and templates (AIP-133, 134, 154, 155, 161, 163).</summary>
public sealed class CatalogEditorTests
{
    [Fact]
    public async Task CreateAsync_Both_AreStoredWithIdEtagAndVersion()
    {
        await using var host = await MailHost.StartAsync(send: false);

        var template = await host.Editor.CreateAsync(new CreateEmailTemplateRequest { Template = new EmailTemplate { Id = 9, Etag = "9", Version = 9, Name = "t", Html = "<p></p>" } }, default);
        var service = await host.Editor.CreateAsync(new CreateEmailServiceRequest { Service = new EmailService { Name = "s", Subject = " hello ", Template = "t" } }, default);

        Assert.Equal((1L, "1", 1L), (template.Id, template.Etag, template.Version));
        Assert.Equal((1L, "1", "hello"), (service.Id, service.Etag, service.Subject));
        Assert.Equal(1, await host.Catalog.LastVersionAsync("t", default));
        Assert.Equal("t", (await host.Catalog.ServiceAsync("s", default)).Value.Template);
    }

    [Fact]
    public async Task CreateAsync_TakenName_AlreadyExists()
    {
        await using var host = await HostAsync();

        var error = await FailsAsync(() => host.Editor.CreateAsync(new CreateEmailTemplateRequest { Template = new EmailTemplate { Name = "t", Html = "x" } }, default));

        Assert.Equal(StatusCode.AlreadyExists, error.Code);
    }

    [Fact]
    public async Task CreateAsync_SameRequestIdAtOnce_CreatesOne()
    {
        await using var host = await MailHost.StartAsync(send: false);
        var request = new CreateEmailServiceRequest { Service = new EmailService { Name = "s" }, RequestId = "once" };

        var made = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => host.Editor.CreateAsync(request, default))));
        var other = await FailsAsync(() => host.Editor.CreateAsync(new CreateEmailServiceRequest { Service = new EmailService { Name = "other" }, RequestId = "once" }, default));

        Assert.Single(made.Distinct());
        Assert.Equal((StatusCode.InvalidArgument, "request_id"), (other.Code, other.Fields().Single()));
        Assert.Single((await host.Catalog.PageAsync(EmailServiceRecord.Type, 0, "", default)).Items);
    }

    [Fact]
    public async Task CreateAsync_ManyMistakes_NamesTheFieldsOfItsRequest()
    {
        await using var host = await MailHost.StartAsync(mail: new Notification.Deliveries.MailOptions(), send: false);
        var service = new EmailService { Name = "", Subject = "a\r\nb", Template = "none", Content = "{% bad %}" };

        Assert.Equal(
            ["service.name", "service.from_email", "service.subject", "service.template", "service.content"],
            (await FailsAsync(() => host.Editor.CreateAsync(new CreateEmailServiceRequest { Service = service }, default))).Fields());
        Assert.Equal(["template"], (await FailsAsync(() => host.Editor.UpdateAsync(new UpdateEmailTemplateRequest(), default))).Fields());
    }

    [Fact]
    public async Task CreateAndUpdateAsync_ValidateOnly_WriteNothing()
    {
        await using var host = await HostAsync();

        var created = await host.Editor.CreateAsync(new CreateEmailServiceRequest { Service = new EmailService { Name = "n" }, ValidateOnly = true, RequestId = "x" }, default);
        var updated = await host.Editor.UpdateAsync(new UpdateEmailTemplateRequest { Template = new EmailTemplate { Name = "t", Html = "new" }, ValidateOnly = true }, default);
        await host.Remover.RemoveServiceAsync("s", "", true, default);

        Assert.Equal((0L, "", "n"), (created.Id, created.Etag, created.Name));
        Assert.Equal((1L, "1", "new"), (updated.Id, updated.Etag, updated.Html));
        Assert.Single((await host.Catalog.PageAsync(EmailServiceRecord.Type, 0, "", default)).Items);
        Assert.Equal("<p>old</p>", (await host.Catalog.RequiredTemplateAsync("t", default)).Value.Html);
    }

    [Theory]
    [InlineData("", "new", "cc@example.org", 1)] // every set field
    [InlineData("subject", "new", "", 1)]
    [InlineData("headers,cc", "old", "cc@example.org", 0)] // set to nothing
    public async Task UpdateAsync_Mask_WritesThoseFieldsOnly(string mask, string subject, string cc, int headers)
    {
        await using var host = await HostAsync();

        var service = await host.Editor.UpdateAsync(new UpdateEmailServiceRequest
        {
            Service = new EmailService { Name = "s", Subject = "new", Cc = "cc@example.org" },
            UpdateMask = new FieldMask { Paths = { mask.Split(',', StringSplitOptions.RemoveEmptyEntries) } },
        }, default);

        Assert.Equal((subject, cc, headers, "2", "t"), (service.Subject, service.Cc, service.Headers.Count, service.Etag, service.Template));
    }

    [Fact]
    public async Task UpdateAsync_Template_KeepsTheVersionBefore()
    {
        await using var host = await HostAsync();

        var changed = await host.Editor.UpdateAsync(new UpdateEmailTemplateRequest { Template = new EmailTemplate { Id = 1, Html = "<p>new</p>", Etag = "1" } }, default);
        var same = await host.Editor.UpdateAsync(new UpdateEmailTemplateRequest { Template = new EmailTemplate { Name = "t", Html = "<p>new</p>" } }, default);

        Assert.Equal((2L, "2"), (changed.Version, changed.Etag));
        Assert.Equal(changed, same);
        Assert.Equal("<p>old</p>", (await host.Catalog.RequiredTemplateAsync("t", 1, default)).Value.Html);
    }

    [Theory]
    [InlineData("s", 0, "9", "", StatusCode.Aborted)]
    [InlineData("gone", 0, "", "", StatusCode.NotFound)]
    [InlineData("", 99, "", "", StatusCode.NotFound)]
    [InlineData("", 0, "", "", StatusCode.InvalidArgument)]
    [InlineData("renamed", 1, "", "", StatusCode.InvalidArgument)]
    [InlineData("s", 0, "", "id", StatusCode.InvalidArgument)]
    [InlineData("s", 0, "", "nothing", StatusCode.InvalidArgument)]
    public async Task UpdateAsync_Bad_IsRefused(string name, long id, string etag, string mask, StatusCode expected)
    {
        await using var host = await HostAsync();

        var error = await FailsAsync(() => host.Editor.UpdateAsync(new UpdateEmailServiceRequest
        {
            Service = new EmailService { Name = name, Id = id, Etag = etag, Subject = "new" },
            UpdateMask = new FieldMask { Paths = { mask.Split(',', StringSplitOptions.RemoveEmptyEntries) } },
        }, default));

        Assert.Equal(expected, error.Code);
        Assert.Equal(1, (await host.Catalog.ServiceAsync("s", default)).Version);
    }

    [Fact]
    public async Task UpdateAsync_OtherFieldsAtOnce_KeepsBoth()
    {
        await using var host = await HostAsync();

        await Task.WhenAll(
            Task.Run(() => host.Editor.UpdateAsync(new UpdateEmailServiceRequest { Service = new EmailService { Name = "s", Subject = "new" } }, default)),
            Task.Run(() => host.Editor.UpdateAsync(new UpdateEmailServiceRequest { Service = new EmailService { Name = "s", Content = "new" } }, default)));

        var stored = (await host.Catalog.ServiceAsync("s", default)).Value;
        Assert.Equal(("new", "new"), (stored.Subject, stored.Content));
    }

    private static Task<FluxException> FailsAsync(Func<Task> call) => Assert.ThrowsAsync<FluxException>(call);

    private static async Task<MailHost> HostAsync()
    {
        var host = await MailHost.StartAsync(send: false);
        await host.Applier.ApplyAsync(new ApplyNotificationRequest
        {
            Services = { new EmailService { Name = "s", Subject = "old", Template = "t", Headers = { ["X-Ticket"] = "1" } } },
            Templates = { new EmailTemplate { Name = "t", Html = "<p>old</p>" } },
        }, default);
        return host;
    }
}
