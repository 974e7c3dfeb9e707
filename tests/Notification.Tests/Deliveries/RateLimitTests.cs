using Flux.Notification.Deliveries;
using Flux.Notification.Tests.Support;

namespace Flux.Notification.Tests.Deliveries;

public sealed class RateLimitTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Reserve_ManyMailsToOneDomain_AreSpacedEvenly()
    {
        var limiter = Limiter("example.org=60; *=6000");
        var now = _clock.GetUtcNow();

        var turns = Enumerable.Range(0, 4).Select(i => limiter.Reserve($"{i}", ["a@example.org", "b@example.org"])).ToList();

        Assert.Equal([null, now.AddSeconds(1), now.AddSeconds(2), now.AddSeconds(3)], turns);
        Assert.Null(limiter.Reserve("other", ["a@example.net"]));
        Assert.Equal(now.AddSeconds(0.01), limiter.Reserve("other 2", ["a@example.net"]));
    }

    [Fact]
    public void Reserve_TurnHasCome_IsAnsweredWithNowOnce()
    {
        var limiter = Limiter("example.org=60");
        limiter.Reserve("1", ["a@example.org"]);
        Assert.NotNull(limiter.Reserve("2", ["a@example.org"]));
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(limiter.Reserve("2", ["a@example.org"]));
        Assert.NotNull(limiter.Reserve("2", ["a@example.org"]));
    }

    [Fact]
    public void Reserve_SeveralDomains_WaitsForTheLatest()
    {
        var limiter = Limiter("slow.example=1; fast.example=60");
        limiter.Reserve("1", ["a@slow.example"]);
        Assert.Equal(_clock.GetUtcNow().AddMinutes(1), limiter.Reserve("2", ["a@fast.example", "a@slow.example"]));
    }

    [Fact]
    public async Task SendAsync_AboveTheRate_WaitsStoredAndGoesAtItsTurn()
    {
        var transport = new ScriptedTransport(ScriptedTransport.Take);
        await using var host = await MailHost.StartAsync(mail: new MailOptions { From = "flux@example.org", DomainRates = "example.org=1" }, transport: transport, clock: _clock);
        var first = await host.SendAsync();
        var (id, second, _) = await host.Sender.SendAsync(MailHost.Request(), default);
        Assert.Equal((DeliveryStatus.Sent, DeliveryStatus.Queued, MailReasons.RateLimited, 0), (first.State, second.State, second.Reason, second.Attempts));
        Assert.Equal(_clock.GetUtcNow().AddMinutes(1), second.RetryTime);
        Assert.Single(transport.Tries);

        using var watch = host.Feed.Watch();
        _clock.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromMilliseconds(1));
        await foreach (var change in watch.ReadAsync(default))
        {
            if (change.Id == id && change.Value.State == DeliveryStatus.Sent)
                break;
        }

        Assert.Equal(("", 1), ((await host.Outbox.GetAsync(id, default)).Value.Reason, (await host.Outbox.GetAsync(id, default)).Value.Attempts));
    }

    [Fact]
    public async Task CancelAsync_WaitingForItsTurn_IsGivenUp()
    {
        await using var host = await MailHost.StartAsync(mail: new MailOptions { From = "flux@example.org", DomainRates = "*=1" }, transport: new ScriptedTransport(ScriptedTransport.Take), clock: _clock);
        await host.SendAsync();
        var (id, _, _) = await host.Sender.SendAsync(MailHost.Request(), default);
        Assert.Equal((DeliveryStatus.Failed, MailReasons.Cancelled), ((await host.Dispatcher.CancelAsync(id, false, default)).State, (await host.Outbox.GetAsync(id, default)).Value.Reason));
    }

    private DomainRateLimiter Limiter(string rates) => new(new DomainRateTable(new MailOptions { DomainRates = rates }), _clock);
}
