using Flux.Contracts.Notification.V1;
using Flux.Hosting;
using Flux.Notification.Composition;
using Flux.Notification.Tests.Support;
using Grpc.Core;

namespace Flux.Notification.Tests.Composition;

public sealed class MailComposerTests
{
    private const string Context = """{"element":{"name":"r1"},"name":"r1","note":"<b>&"}""";

    [Fact]
    public async Task ComposeAsync_TextsGiven_AreNotRenderedAgain()
    {
        await using var host = await HostAsync(new EmailService { Name = "s", CustomTo = "noc@example.org", Subject = "{{ name }}", Content = "{{ name }}" });

        var mail = await ComposeAsync(host, new Message { Service = "s", Subject = "{{ x }}", Body = "{% y %}", ContextJson = Context });

        Assert.Equal(("{{ x }}", "{% y %}\n", ""), (mail.Subject, mail.Text.TrimEnd('\n') + "\n", mail.Html));
        Assert.Empty(host.Renderer.Calls);
    }

    [Fact]
    public async Task ComposeAsync_ServiceWithoutTemplate_RendersSubjectAndContentInOneCall()
    {
        await using var host = await HostAsync(new EmailService { Name = "s", CustomTo = "noc@example.org", Subject = "{{ name }} {{ note }}", Content = "about {{ name }}: {{ note }}" });

        var mail = await ComposeAsync(host, new Message { Service = "s", ContextJson = Context });

        Assert.Equal(("r1 <b>&", "about r1: <b>&", ""), (mail.Subject, mail.Text, mail.Html));
        Assert.Equal(2, Assert.Single(host.Renderer.Calls).Count);
    }

    [Fact]
    public async Task ComposeAsync_HtmlTemplate_ShowsTheRenderedContentEscapedAndMakesText()
    {
        await using var host = await HostAsync(
            new EmailService { Name = "s", CustomTo = "noc@example.org", Subject = "re {{ name }}", Content = "note: {{ note }}", Template = "page" },
            new EmailTemplate { Name = "page", Html = "<h1>{{ name }}</h1>{% include \"part\" %}" },
            new EmailTemplate { Name = "part", Html = "<p>{{ body_custom_msg }}</p>" });

        var mail = await ComposeAsync(host, new Message { Service = "s", ContextJson = """{"body_custom_msg":"forged",""" + Context[1..] });

        Assert.Equal("<h1>r1</h1><p>note: &lt;b&gt;&amp;</p>", mail.Html);
        Assert.Equal("r1\n\nnote: <b>&\n", mail.Text);
        Assert.Equal("re r1", mail.Subject);
        Assert.DoesNotContain(host.Renderer.Contexts, context => context.Contains("forged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ComposeAsync_HtmlTemplateWithTextPart_UsesThatText()
    {
        await using var host = await HostAsync(
            new EmailService { Name = "s", CustomTo = "noc@example.org", Subject = "x", Content = "plain content", Template = "page" },
            new EmailTemplate { Name = "page", Html = "<p>{{ body_custom_msg }}</p>", Text = "TEXT {{ body_custom_msg }} {{ note }}" });

        var mail = await ComposeAsync(host, new Message { Service = "s", ContextJson = Context });

        Assert.Equal(("<p>plain content</p>", "TEXT plain content <b>&"), (mail.Html, mail.Text));
        Assert.Single(host.Renderer.Calls);
    }

    [Fact]
    public async Task ComposeAsync_ContentIsHtml_IsSentAsHtmlWithEscapedVariables()
    {
        await using var host = await HostAsync(new EmailService { Name = "s", CustomTo = "noc@example.org", Subject = "x", Content = "<p>{{ note }}</p>" });

        var mail = await ComposeAsync(host, new Message { Service = "s", ContextJson = Context });

        Assert.Equal(("<p>&lt;b&gt;&amp;</p>", "<b>&\n"), (mail.Html, mail.Text));
    }

    [Fact]
    public async Task ComposeAsync_MessageFields_ComeBeforeTheServices()
    {
        await using var host = await HostAsync(new EmailService
        {
            Name = "s", FromEmail = "Net <net@example.org>", CustomTo = "a@example.org", Cc = "c@example.org", Bcc = "b@example.org", ReplyTo = "r@example.org", Subject = "x", Content = "y",
        });

        var mail = await ComposeAsync(host, new Message { Service = "s", To = "other@example.org" });

        Assert.Equal(["other@example.org", "c@example.org", "b@example.org"], mail.Recipients);
        Assert.Equal(("Net <net@example.org>", "r@example.org"), (mail.From.ToString(), mail.ReplyTo[0].Address));
    }

    [Fact]
    public async Task ComposeAsync_TemplateError_IsFailedPreconditionWithItsPlace()
    {
        await using var host = await HostAsync(new EmailService { Name = "s", CustomTo = "noc@example.org", Subject = "{{ ok }}", Content = "y" });
        await host.Applier.ApplyAsync(new ApplyNotificationRequest { Services = { new EmailService { Name = "s", CustomTo = "noc@example.org", Subject = "{{ ok }}", Content = "{{ x }}" } } }, default);
        host.Renderer.Unreachable = true;
        await host.Applier.ApplyAsync(new ApplyNotificationRequest { Services = { new EmailService { Name = "s", CustomTo = "noc@example.org", Content = "{% bad %}" } } }, default);
        host.Renderer.Unreachable = false;

        var error = await Assert.ThrowsAsync<FluxException>(() => ComposeAsync(host, new Message { Service = "s" }));

        Assert.Equal((StatusCode.FailedPrecondition, "TEMPLATE_ERROR"), (error.Code, error.Reason));
        Assert.StartsWith("service s / content, line 1: ", error.Message);
    }

    [Fact]
    public async Task ComposeAsync_RenderedSubjectHasALineBreak_IsRefused()
    {
        await using var host = await HostAsync(new EmailService { Name = "s", CustomTo = "noc@example.org", Subject = "re {{ name }}", Content = "y" });

        var error = await Assert.ThrowsAsync<FluxException>(() => ComposeAsync(host, new Message { Service = "s", ContextJson = """{"name":"r1\r\nBcc: evil@example.org"}""" }));

        Assert.Equal(["message.subject"], error.Fields());
    }

    [Fact]
    public async Task ReadAsync_UnknownService_IsNotFound()
    {
        await using var host = await MailHost.StartAsync();

        var error = await Assert.ThrowsAsync<FluxException>(() => host.Drafts.ReadAsync(new Message { Service = "nope" }, default));

        Assert.Equal(StatusCode.NotFound, error.Code);
    }

    private static async Task<MailHost> HostAsync(EmailService service, params EmailTemplate[] templates)
    {
        var host = await MailHost.StartAsync(send: false);
        await host.Applier.ApplyAsync(new ApplyNotificationRequest { Services = { service }, Templates = { templates } }, default);
        host.Renderer.Calls.Clear();
        host.Renderer.Contexts.Clear();
        return host;
    }

    private static async Task<OutgoingMail> ComposeAsync(MailHost host, Message message) =>
        await host.Composer.ComposeAsync(await host.Drafts.ReadAsync(message, default), default);
}
