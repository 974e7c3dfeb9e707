using Flux.Notification.Addresses;
using Flux.Notification.Composition;
using Flux.Notification.Deliveries;
using Flux.Notification.Tests.Support;

namespace Flux.Notification.Tests.Deliveries;

public sealed class RetryScheduleTests
{
    private static readonly DateTimeOffset _start = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 60)]
    [InlineData(3, 120)]
    [InlineData(7, 1920)]
    [InlineData(8, 3600)]
    [InlineData(1000, 3600)]
    public void Delay_DoublesUpToTheLongestPause(int attempts, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), new RetrySchedule(new MailOptions()).Delay(attempts));

    [Fact]
    public void After_AlwaysBusy_GivesUpWithinADay()
    {
        var schedule = new RetrySchedule(new MailOptions());
        var now = _start;
        var delivery = New();

        while (delivery.State != DeliveryStatus.Failed)
        {
            delivery = schedule.After(delivery with { Attempts = delivery.Attempts + 1 }, ScriptedTransport.Busy(delivery.Pending), now);
            now = delivery.RetryTime ?? now;
        }

        Assert.InRange(now - _start, TimeSpan.FromHours(23), TimeSpan.FromHours(24));
        Assert.Equal("given up after 24 h: 451 busy", delivery.Message);
        Assert.Empty(delivery.Pending);
    }

    [Fact]
    public void After_PermanentRefusal_IsFinalAtOnce()
    {
        var delivery = new RetrySchedule(new MailOptions()).After(New() with { Attempts = 1 }, ScriptedTransport.Refuse(["noc@example.org"]), _start);

        Assert.Equal((DeliveryStatus.Failed, null, MailReasons.Refused, "550 no"), (delivery.State, delivery.RetryTime, delivery.Reason, delivery.Message));
    }

    private static DeliveryRecord New() => new()
    {
        Mail = new OutgoingMail { From = new Mailbox("", "flux", "example.org"), To = [new Mailbox("", "noc", "example.org")], Subject = "", Text = "" },
        Pending = ["noc@example.org"],
        QueueTime = _start,
    };
}
