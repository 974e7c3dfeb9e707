using Flux.Contracts.Notification.V1;
using Flux.Hosting;
using Flux.Notification.Deliveries;
using Flux.Notification.Tests.Support;

namespace Flux.Notification.Tests.Addresses;

public sealed class RecipientPolicyTests
{
    private const string Lists = "Acme Corp=acme.example, noc@partner.example; 7=seven.example";

    [Theory]
    [InlineData("ada@acme.example", "Acme Corp", "", true)]
    [InlineData("noc@partner.example", "acme corp", "", true)]
    [InlineData("ada@partner.example", "Acme Corp", "", false)]
    [InlineData("ada@sub.acme.example", "Acme Corp", "", false)]
    [InlineData("ada@seven.example", "", """{"element":{"organization":7}}""", true)]
    [InlineData("ada@acme.example", "", """{"element":{"organization":7}}""", false)]
    [InlineData("ada@acme.example", "", """{"element":{"organization":{"id":1,"name":"Acme Corp"}}}""", true)]
    [InlineData("ada@seven.example", "Acme Corp", """{"element":{"organization":7}}""", false)]
    [InlineData("ada@anywhere.example", "", """{"element":{"organization":null}}""", true)]
    [InlineData("ada@anywhere.example", "Other", "", true)]
    public async Task ReadAsync_ListsOfOrganizations_DecideByTheMailsOrganization(string to, string organization, string context, bool allowed)
    {
        await using var host = await MailHost.StartAsync(send: false, mail: new MailOptions { From = "flux@example.org", OrganizationRecipients = Lists });
        var message = new Message { To = "a@acme.example, " + to, Subject = "x", Body = "x", Organization = organization, ContextJson = context };
        if (organization != "Acme Corp")
            message.To = to;
        var error = await Record.ExceptionAsync(() => host.Drafts.ReadAsync(message, default));
        Assert.Equal(allowed ? null : "message.to", (error as FluxException)?.Fields().Single());
        if (!allowed)
            Assert.Contains(to, Assert.IsType<FluxException>(error).Details.OfType<Google.Rpc.BadRequest>().Single().FieldViolations.Single().Description);
    }

    [Fact]
    public async Task ReadAsync_ServiceOfAnOrganization_IsHeldToItsList()
    {
        await using var host = await MailHost.StartAsync(send: false, mail: new MailOptions { From = "flux@example.org", OrganizationRecipients = Lists });
        await host.Applier.ApplyAsync(new ApplyNotificationRequest { Services = { new EmailService { Name = "s", CustomTo = "a@acme.example", Cc = "b@elsewhere.example", Subject = "x", Organization = "Acme Corp" } } }, default);
        var error = await Assert.ThrowsAsync<FluxException>(() => host.Drafts.ReadAsync(new Message { Service = "s" }, default));
        Assert.Equal(["message.service.cc"], error.Fields());
    }

    [Fact]
    public async Task ReadAsync_BothLists_MustBothAllow()
    {
        await using var host = await MailHost.StartAsync(send: false, mail: new MailOptions { From = "flux@example.org", AllowedRecipients = "example.org", OrganizationRecipients = Lists });
        var error = await Assert.ThrowsAsync<FluxException>(() => host.Drafts.ReadAsync(new Message { To = "a@acme.example", Subject = "x", Body = "x", Organization = "Acme Corp" }, default));
        Assert.Equal(["message.to"], error.Fields());
    }
}
