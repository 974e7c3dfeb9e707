using Flux.Documents;
using Flux.Events.Storage;
using Flux.Events.Tests.Support;
using Flux.Hosting;
using Grpc.Core;

namespace Flux.Events.Tests;

public sealed class EventFeedTests : EventsTest
{
    [Fact]
    public async Task Watch_FromTheStart_GivesEveryEventOnceInOrder()
    {
        await StartAsync();
        for (var i = 0; i < 3; i++) await WriteAsync($"thing.{i}", $"things/{i}");
        var live = WatchAsync(0, 6);
        for (var i = 3; i < 6; i++) await WriteAsync($"thing.{i}");
        var events = await live;
        Assert.Equal([1, 2, 3, 4, 5, 6], events.Select(item => item.Sequence));
        Assert.Equal(["thing.0", "thing.1", "thing.2", "thing.3", "thing.4", "thing.5"], events.Select(item => item.Type));
        Assert.Equal(("flux-notification", "things/0", """{"name":"thing.0"}"""), (events[0].Source, events[0].Subject, events[0].DataJson));
        Assert.Equal(6, events.Select(item => item.Id).Distinct().Count());
    }

    [Fact]
    public async Task Watch_ResumedAfterRestart_GoesOnWhereItStopped()
    {
        await StartAsync();
        for (var i = 1; i <= 4; i++) await WriteAsync($"thing.{i}");
        Assert.Equal(2, (await WatchAsync(0, 2))[^1].Sequence);
        await StopAsync();
        await StartAsync();
        await WriteAsync("thing.5");
        Assert.Equal(["thing.3", "thing.4", "thing.5"], (await WatchAsync(2, 3)).Select(item => item.Type));
    }

    [Fact]
    public async Task Watch_Types_LeavesOthersOut()
    {
        await StartAsync();
        foreach (var type in new[] { "mail.sent", "mails.sent", "other.sent", "mail.failed", "other.failed" }) await WriteAsync(type);
        Assert.Equal(["mail.sent", "mail.failed"], (await WatchAsync(0, 2, "mail.*")).Select(item => item.Type));
        Assert.Equal([3L, 4L], (await WatchAsync(0, 2, "other.sent", "mail.failed")).Select(item => item.Sequence));
    }

    [Fact]
    public async Task Watch_ManyWritersAtOnce_LosesAndDoublesNothing()
    {
        await StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => WriteAsync($"thing.{i}")));
        var events = await WatchAsync(0, 300);
        Assert.Equal(Enumerable.Range(1, 300).Select(i => (long)i), events.Select(item => item.Sequence));
        Assert.Equal(300, events.Select(item => item.Type).Distinct().Count());
    }

    [Fact]
    public async Task Write_BatchThatFails_LeavesNoEvent()
    {
        await StartAsync();
        await WriteAsync("thing.made");
        var batch = new DocumentBatch().Insert(Thing.Type, "1", new Thing("again"));
        new EventOutbox(TimeProvider.System).Add(batch, "thing.never", "things/1", new { });
        await Assert.ThrowsAsync<DuplicateKeyException>(() => Store.CommitAsync(batch, default));
        await WriteAsync("thing.next");
        Assert.Equal(["thing.made", "thing.next"], (await WatchAsync(0, 2)).Select(item => item.Type));
    }

    [Fact]
    public async Task Watch_NumberThatIsNoLongerKept_IsOutOfRangeAndNamesTheOldest()
    {
        await StartAsync("--events:max-count", "5");
        for (var i = 1; i <= 12; i++) await WriteAsync($"thing.{i}");
        var log = new EventLog(Store, new EventOptions { MaxCount = 5 }, TimeProvider.System);
        while (await log.AdvanceAsync(default))
        {
            // Until every event has its number.
        }

        var error = await Assert.ThrowsAsync<FluxException>(() => WatchAsync(3, 1));
        Assert.Equal((StatusCode.OutOfRange, "EVENTS_EXPIRED", "8"), (error.Code, error.Reason, error.Metadata["first_sequence"]));
        Assert.Equal([8L, 9L, 10L, 11L, 12L], (await WatchAsync(7, 5)).Select(item => item.Sequence));
        Assert.Equal(5, (await Store.QueryAsync(StoredEvent.Log, DocumentQuery.All, default)).Items.Count);
    }

    [Fact]
    public async Task Watch_BadArguments_AreAllNamed()
    {
        await StartAsync();
        var error = await Assert.ThrowsAsync<FluxException>(() => WatchAsync(9, 1, "", "x"));
        Assert.Equal(StatusCode.InvalidArgument, error.Code);
        Assert.Equal("2", error.Metadata["violations"]);
    }

    [Fact]
    public async Task Advance_EventsOlderThanTheLimit_AreDropped()
    {
        await StartAsync("--events:max-age", "1.00:00:00");
        await WriteAsync("thing.old");
        await WatchAsync(0, 1);
        var clock = new FixedClock(DateTimeOffset.UtcNow.AddDays(2));
        var log = new EventLog(Store, new EventOptions { MaxAge = TimeSpan.FromDays(1) }, clock);
        Assert.True(await log.AdvanceAsync(default));
        Assert.False(await log.AdvanceAsync(default));
        Assert.Equal(new LogPosition(2, 1), await log.BoundsAsync(default));
    }

    [Fact]
    public async Task Advance_TwoReplicasAtOnce_GiveEachNumberOnce()
    {
        await StartAsync("--events:look-interval", "1.00:00:00");
        var logs = Enumerable.Range(0, 4).Select(_ => new EventLog(Store, new EventOptions(), TimeProvider.System)).ToList();
        var writes = Enumerable.Range(0, 100).Select(i => WriteAsync($"thing.{i}"));
        var moves = logs.Select(async log =>
        {
            for (var i = 0; i < 20; i++) await log.AdvanceAsync(default);
        });
        await Task.WhenAll([.. writes, .. moves]);
        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), (await WatchAsync(0, 100)).Select(item => item.Sequence));
    }
}
