using Flux.Notification.Deliveries;
using Flux.Notification.Tests.Support;

namespace Flux.Notification.Tests.Deliveries;

public sealed class DeliveryRetentionTests
{
    [Fact]
    public async Task SweepAsync_OldDeliveries_DeletesThoseAtTheirEndOnly()
    {
        var clock = new ManualClock();
        var transport = new ScriptedTransport(ScriptedTransport.Take, ScriptedTransport.Refuse, ScriptedTransport.Busy, ScriptedTransport.Take);
        var options = new MailOptions { From = "flux@example.org", MaxRetryDelay = TimeSpan.FromDays(7), RetryDelay = TimeSpan.FromDays(7), GiveUpAfter = TimeSpan.FromDays(100) };
        await using var host = await MailHost.StartAsync(transport: transport, clock: clock, mail: options);
        await host.SendAsync(subject: "sent");
        await host.SendAsync(subject: "failed");
        await host.SendAsync(subject: "deferred");
        clock.Advance(TimeSpan.FromDays(6));
        await host.SendAsync(subject: "young");

        options.KeepDeliveries = TimeSpan.FromDays(6) + TimeSpan.FromHours(1);
        Assert.Equal(0, await host.Retention.SweepAsync(default));
        options.KeepDeliveries = TimeSpan.FromDays(5);
        Assert.Equal(2, await host.Retention.SweepAsync(default));
        options.KeepDeliveries = TimeSpan.Zero;
        Assert.Equal(0, await host.Retention.SweepAsync(default));

        Assert.Equal(["young", "deferred"], (await host.Outbox.ListAsync("", [], 10, "", default)).Items.Select(delivery => delivery.Value.Mail.Subject));
    }
}
