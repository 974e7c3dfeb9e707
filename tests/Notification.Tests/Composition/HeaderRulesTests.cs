using Flux.Contracts.Notification.V1;
using Flux.Hosting;
using Flux.Notification.Composition;
using Flux.Notification.Deliveries;
using Flux.Notification.Mime;
using Flux.Notification.Tests.Support;

namespace Flux.Notification.Tests.Composition;

public sealed class HeaderRulesTests
{
    [Theory]
    [InlineData("From")]
    [InlineData("subject")]
    [InlineData("BCC")]
    [InlineData("Message-ID")]
    [InlineData("Content-Type")]
    [InlineData("content-transfer-encoding")]
    [InlineData("Resent-To")]
    [InlineData("Received")]
    [InlineData("Return-Path")]
    [InlineData("DKIM-Signature")]
    [InlineData("X-Flux-Redirected-From")]
    [InlineData("X-Receiver")]
    [InlineData("")]
    [InlineData("X Y")]
    [InlineData("X:Y")]
    [InlineData("X-Ä")]
    [InlineData("X-A\r\nBcc")]
    [InlineData("X-A\n")]
    public async Task ReadAsync_ReservedOrBadName_IsRefusedNamingTheField(string name)
    {
        await using var host = await MailHost.StartAsync(send: false);
        var error = await Assert.ThrowsAsync<FluxException>(() => host.Drafts.ReadAsync(
            new Message { To = "a@example.org", Subject = "x", Body = "x", Headers = { [name] = "v" } }, default));
        var field = Assert.Single(error.Fields());
        Assert.StartsWith("message.headers[", field, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', field);
    }

    // Every field of a message and of a service that reaches a header or the envelope.
    [Theory]
    [InlineData("message.to", "to")]
    [InlineData("message.cc", "cc")]
    [InlineData("message.bcc", "bcc")]
    [InlineData("message.reply_to", "reply_to")]
    [InlineData("message.subject", "subject")]
    [InlineData("message.headers[X-Ticket]", "headers")]
    [InlineData("message.attachments[0].file_name", "file_name")]
    [InlineData("message.attachments[0].media_type", "media_type")]
    public async Task ReadAsync_LineBreakInAnyField_IsRefusedNamingTheField(string expected, string field)
    {
        await using var host = await MailHost.StartAsync(send: false);
        foreach (var end in new[] { "\r\n", "\n", "\r" })
        {
            var attack = $"a@example.org{end}Bcc: evil@example.net";
            var message = new Message { To = "a@example.org", Subject = "x", Body = "x", Attachments = { new Attachment { FileName = "a.txt", MediaType = "text/plain" } } };
            switch (field)
            {
                case "to": message.To = attack; break;
                case "cc": message.Cc = attack; break;
                case "bcc": message.Bcc = attack; break;
                case "reply_to": message.ReplyTo = attack; break;
                case "subject": message.Subject = attack; break;
                case "headers": message.Headers.Add("X-Ticket", attack); break;
                case "file_name": message.Attachments[0].FileName = attack; break;
                default: message.Attachments[0].MediaType = $"text/plain{end}X: y"; break;
            }

            var error = await Assert.ThrowsAsync<FluxException>(() => host.Drafts.ReadAsync(message, default));
            Assert.Contains(expected, error.Fields());
        }
    }

    [Theory]
    [InlineData("services[0].from_email", "from")]
    [InlineData("services[0].custom_to", "to")]
    [InlineData("services[0].cc", "cc")]
    [InlineData("services[0].bcc", "bcc")]
    [InlineData("services[0].reply_to", "reply")]
    [InlineData("services[0].subject", "subject")]
    [InlineData("services[0].headers[X-Ticket]", "header")]
    [InlineData("services[0].attachments[0].file_name", "file")]
    [InlineData("services[0].attachments[0].media_type", "type")]
    public async Task ApplyAsync_LineBreakInAnyField_IsRefusedNamingTheField(string expected, string field)
    {
        await using var host = await MailHost.StartAsync(send: false);
        const string Attack = "a@example.org\r\nBcc: evil@example.net";
        var service = new EmailService { Name = "s", CustomTo = "a@example.org", Subject = "x", Attachments = { new AttachmentSource { FileName = "a", Value = "b" } } };
        switch (field)
        {
            case "from": service.FromEmail = Attack; break;
            case "to": service.CustomTo = Attack; break;
            case "cc": service.Cc = Attack; break;
            case "bcc": service.Bcc = Attack; break;
            case "reply": service.ReplyTo = Attack; break;
            case "subject": service.Subject = Attack; break;
            case "header": service.Headers.Add("X-Ticket", Attack); break;
            case "file": service.Attachments[0].FileName = Attack; break;
            default: service.Attachments[0].MediaType = "text/plain\r\nX: y"; break;
        }

        var error = await Assert.ThrowsAsync<FluxException>(() => host.Applier.ApplyAsync(new ApplyNotificationRequest { Services = { service } }, default));
        Assert.Contains(expected, error.Fields());
    }

    [Theory]
    [InlineData("subject", "message.subject")]
    [InlineData("header", "message.service.headers[X-Ticket]")]
    [InlineData("file", "message.service.attachments[0].file_name")]
    public async Task ComposeAsync_LineBreakComesOutOfATemplate_IsRefusedNamingTheField(string where, string expected)
    {
        await using var host = await MailHost.StartAsync(send: false);
        var service = new EmailService { Name = "s", CustomTo = "a@example.org", Subject = "x", Content = "x", Attachments = { new AttachmentSource { FileName = "a", Value = "name" } } };
        if (where == "subject")
            service.Subject = "{{ name }}";
        else if (where == "header")
            service.Headers.Add("X-Ticket", "{{ name }}");
        else
            service.Attachments[0].FileName = "{{ name }}";
        await host.Applier.ApplyAsync(new ApplyNotificationRequest { Services = { service } }, default);
        var draft = await host.Drafts.ReadAsync(new Message { Service = "s", ContextJson = """{"name":"a\r\nBcc: evil@example.net"}""" }, default);

        var error = await Assert.ThrowsAsync<FluxException>(() => host.Composer.ComposeAsync(draft, default));

        Assert.Equal([expected], error.Fields());
    }

    [Fact]
    public async Task ComposeAsync_ServiceAndMessageHeaders_AreRenderedAndTheMessagesWin()
    {
        await using var host = await MailHost.StartAsync(send: false);
        var service = new EmailService { Name = "s", CustomTo = "a@example.org", Subject = "x", Content = "x", Headers = { ["X-Element"] = "{{ name }}", ["X-Ticket"] = "1", ["X-Empty"] = "{{ nothing }}" } };
        await host.Applier.ApplyAsync(new ApplyNotificationRequest { Services = { service } }, default);
        var draft = await host.Drafts.ReadAsync(new Message { Service = "s", ContextJson = """{"name":"Zürich r1"}""", Headers = { ["x-ticket"] = "{{ 2 }}", ["List-Id"] = "<noc.example.org>" } }, default);

        var mail = await host.Composer.ComposeAsync(draft, default);

        Assert.Equal([new MailHeader("List-Id", "<noc.example.org>"), new MailHeader("x-ticket", "{{ 2 }}"), new MailHeader("X-Element", "Zürich r1")], mail.Headers);
        var text = System.Text.Encoding.UTF8.GetString(MimeWriter.Write(mail));
        Assert.Contains("\r\nList-Id: <noc.example.org>\r\n", text);
        Assert.Contains("\r\nX-Element: =?utf-8?B?", text);
    }

    [Fact]
    public void Validate_TablesOfOptions_NameWhatIsWrong()
    {
        var options = new MailOptions { OrganizationRecipients = "Acme", DomainRates = "example.org=0", KeepDeliveries = TimeSpan.FromDays(-1) };
        var names = options.Validate(new System.ComponentModel.DataAnnotations.ValidationContext(options)).SelectMany(result => result.MemberNames);
        Assert.Equal(["OrganizationRecipients", "DomainRates", "KeepDeliveries"], names);
    }
}
