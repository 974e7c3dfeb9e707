using System.Text;
using Flux.Contracts.Notification.V1;
using Flux.Hosting;
using Flux.Notification.Composition;
using Flux.Notification.Tests.Support;
using Grpc.Core;

namespace Flux.Notification.Tests.Composition;

public sealed class AttachmentTests
{
    private const string Context = """{"name":"r1","tasks":{"12":{"model_commands":{"status":"OK","result":"a;b\nü;1.0"},"list":[1,1.0,9007199254740993]}},"a.b":{"~/":true},"none":null}""";

    [Theory]
    [InlineData("tasks.12.model_commands.result", "text/plain; charset=utf-8", "a;b\nü;1.0")]
    [InlineData("/tasks/12/model_commands/result", "text/plain; charset=utf-8", "a;b\nü;1.0")]
    [InlineData("tasks.12.list", "application/json", "[1,1.0,9007199254740993]")]
    [InlineData("tasks.12.list.2", "application/json", "9007199254740993")]
    [InlineData("/a.b/~0~1", "application/json", "true")]
    [InlineData("none", "application/json", "null")]
    public async Task ComposeAsync_ValueOfTheContext_IsAFileWithItsExactText(string path, string type, string content)
    {
        await using var host = await MailHost.StartAsync(send: false);
        var file = Assert.Single((await ComposeAsync(host, new Message { Attachments = { new Attachment { FileName = "f", Value = path } } })).Attachments);
        Assert.Equal((type, content), (file.MediaType, Encoding.UTF8.GetString(file.Content)));
    }

    [Fact]
    public async Task ComposeAsync_ServiceDeclaresFiles_NamesAreRenderedAndTheMessagesFilesComeFirst()
    {
        await using var host = await MailHost.StartAsync(send: false);
        var service = new EmailService { Name = "s", Attachments = { new AttachmentSource { FileName = "{{ name }}.csv", MediaType = "text/csv", Value = "tasks.12.model_commands.result" } } };
        await host.Applier.ApplyAsync(new ApplyNotificationRequest { Services = { service } }, default);

        var mail = await ComposeAsync(host, new Message { Service = "s", Attachments = { new Attachment { FileName = "own.bin", Content = Google.Protobuf.ByteString.CopyFrom(1, 2) } } });

        Assert.Equal([("own.bin", "application/octet-stream"), ("r1.csv", "text/csv; charset=utf-8")], mail.Attachments.Select(file => (file.FileName, file.MediaType)));
    }

    [Theory]
    [InlineData("tasks.13.model_commands.result")]
    [InlineData("tasks.12.list.3")]
    [InlineData("tasks.12.list.-1")]
    [InlineData("name.x")]
    public async Task ComposeAsync_NoSuchValue_IsFailedPreconditionNamingTheFile(string path)
    {
        await using var host = await MailHost.StartAsync(send: false);
        var error = await Assert.ThrowsAsync<FluxException>(() => ComposeAsync(host, new Message { Attachments = { new Attachment { FileName = "f.txt", Value = path } } }));
        Assert.Equal(StatusCode.FailedPrecondition, error.Code);
        Assert.Contains($"'{path}'", error.Message);
    }

    [Fact]
    public async Task ComposeAsync_ValueTooLarge_IsRefused()
    {
        await using var host = await MailHost.StartAsync(send: false);
        var message = new Message { ContextJson = $$"""{"big":"{{new string('x', (4 * 1024 * 1024) + 1)}}"}""", Attachments = { new Attachment { FileName = "f.txt", Value = "big" } } };
        Assert.Equal(["message.attachments"], (await Assert.ThrowsAsync<FluxException>(() => ComposeAsync(host, message))).Fields());
    }

    private static async Task<OutgoingMail> ComposeAsync(MailHost host, Message message)
    {
        (message.To, message.Subject, message.Body) = ("a@example.org", "x", "x");
        if (message.ContextJson.Length == 0)
            message.ContextJson = Context;
        return await host.Composer.ComposeAsync(await host.Drafts.ReadAsync(message, default), default);
    }
}
