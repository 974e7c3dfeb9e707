using System.Text.Json;
using Flux.Events.Tests.Support;

namespace Flux.Events.Tests;

public sealed class DaprDeliveryTests : EventsTest
{
    [Fact]
    public async Task Deliver_Events_ArriveAsCloudEventsInOrder()
    {
        await using var dapr = await FakeDapr.StartAsync();
        await StartAsync("--events:dapr-http-port", $"{dapr.Port}");
        for (var i = 1; i <= 3; i++) await WriteAsync($"thing.{i}");
        var events = await dapr.TakenAsync(3);
        Assert.Equal(["flux.thing.1", "flux.thing.2", "flux.thing.3"], events.Select(item => item.GetProperty("type").GetString()));
        var first = events[0];
        Assert.Equal("1.0", first.GetProperty("specversion").GetString());
        Assert.Equal("flux-notification", first.GetProperty("source").GetString());
        Assert.Equal("things/1", first.GetProperty("subject").GetString());
        Assert.Equal("thing.1", first.GetProperty("data").GetProperty("name").GetString());
        Assert.Equal("1", first.GetProperty("sequence").GetString());
        Assert.Equal(DateTimeKind.Utc, first.GetProperty("time").GetDateTime().Kind);
        Assert.Equal((await WatchAsync(0, 1))[0].Id, first.GetProperty("id").GetString());
        Assert.Equal("flux-pubsub/flux-events application/cloudevents+json", dapr.Calls.First());
    }

    [Fact]
    public async Task Deliver_SidecarFails_TriesAgainInOrder()
    {
        await using var dapr = await FakeDapr.StartAsync();
        foreach (var status in new[] { 500, 204, 503, 404, 204 }) dapr.Answers.Enqueue(status);
        await StartAsync("--events:dapr-http-port", $"{dapr.Port}", "--events:first-retry", "00:00:00.001");
        for (var i = 1; i <= 3; i++) await WriteAsync($"thing.{i}");
        Assert.Equal(["flux.thing.1", "flux.thing.2", "flux.thing.3"], (await dapr.TakenAsync(3)).Select(item => item.GetProperty("type").GetString()));
        Assert.Equal(6, dapr.Calls.Count);
    }

    [Fact]
    public async Task Deliver_EventThatIsRefused_IsLeftOut()
    {
        await using var dapr = await FakeDapr.StartAsync();
        dapr.Answers.Enqueue(400);
        await StartAsync("--events:dapr-http-port", $"{dapr.Port}");
        for (var i = 1; i <= 2; i++) await WriteAsync($"thing.{i}");
        Assert.Equal("flux.thing.2", (await dapr.TakenAsync(1))[0].GetProperty("type").GetString());
    }

    [Fact]
    public async Task Deliver_AfterRestart_GoesOnAndLosesNothing()
    {
        await StartAsync();
        await WriteAsync("thing.1");
        await StopAsync();
        await using var dapr = await FakeDapr.StartAsync();
        await StartAsync("--events:dapr-http-port", $"{dapr.Port}");
        await WriteAsync("thing.2");
        var ids = (await dapr.TakenAsync(2)).Select(Id).ToList();
        await StopAsync();
        await StartAsync("--events:dapr-http-port", $"{dapr.Port}");
        await WriteAsync("thing.3");
        // The stop may have come between the sidecar's answer and our noting it; then one event comes twice, with the id it had.
        var next = (await dapr.TakenAsync(1))[0];
        if (ids.Contains(Id(next))) next = (await dapr.TakenAsync(1))[0];
        Assert.Equal("flux.thing.3", next.GetProperty("type").GetString());
    }

    private static string? Id(JsonElement item) => item.GetProperty("id").GetString();
}
