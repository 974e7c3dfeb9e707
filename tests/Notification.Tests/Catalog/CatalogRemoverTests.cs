using Flux.Contracts.Notification.V1;
using Flux.Hosting;
using Flux.Notification.Catalog;
using Flux.Notification.Tests.Support;
using Grpc.Core;

namespace Flux.Notification.Tests.Catalog;

public sealed class CatalogRemoverTests
{
    [Fact]
    public async Task RemoveTemplateAsync_StillNamed_SaysByWhom()
    {
        await using var host = await HostAsync();

        var error = await Assert.ThrowsAsync<FluxException>(() => host.Remover.RemoveTemplateAsync("base", "", false, default));
        var other = await Assert.ThrowsAsync<FluxException>(() => host.Remover.RemoveTemplateAsync("page", "", false, default));

        Assert.Equal((StatusCode.FailedPrecondition, "TEMPLATE_IN_USE"), (error.Code, error.Reason));
        Assert.Contains("template 'page'", error.Message);
        Assert.Contains("service 's'", other.Message);
    }

    [Fact]
    public async Task Remove_InOrder_LeavesNothing()
    {
        await using var host = await HostAsync();

        await host.Remover.RemoveServiceAsync("s", "1", false, default);
        await host.Remover.RemoveTemplateAsync("page", "", false, default);
        await host.Remover.RemoveTemplateAsync("base", "", false, default);

        Assert.Empty((await host.Catalog.PageAsync(EmailTemplateRecord.Type, 0, "", default)).Items);
        Assert.Equal(StatusCode.NotFound, (await Assert.ThrowsAsync<FluxException>(() => host.Remover.RemoveServiceAsync("s", "", false, default))).Code);
    }

    [Fact]
    public async Task RemoveServiceAsync_OtherEtag_IsAborted()
    {
        await using var host = await HostAsync();

        Assert.Equal(StatusCode.Aborted, (await Assert.ThrowsAsync<FluxException>(() => host.Remover.RemoveServiceAsync("s", "2", false, default))).Code);
    }

    private static async Task<MailHost> HostAsync()
    {
        var host = await MailHost.StartAsync(send: false);
        await host.Applier.ApplyAsync(new ApplyNotificationRequest
        {
            Services = { new EmailService { Name = "s", Subject = "x", Template = "page" } },
            Templates = { new EmailTemplate { Name = "base", Html = "<p></p>" }, new EmailTemplate { Name = "page", Html = "{% include 'base' %}" } },
        }, default);
        return host;
    }
}
