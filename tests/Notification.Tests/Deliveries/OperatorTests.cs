using Flux.Documents;
using Flux.Hosting;
using Flux.Notification.Deliveries;
using Flux.Notification.Tests.Support;
using Grpc.Core;

namespace Flux.Notification.Tests.Deliveries;

/// <summary>What an operator can do with a delivery: try it again, give it up, watch.</summary>
public sealed class OperatorTests
{
    [Fact]
    public async Task RetryAsync_Failed_SendsToThoseWhoHaveNotGotItWithTheSameMessageId()
    {
        var transport = new ScriptedTransport(
            recipients => new MailOutcome([recipients[0]], [new RecipientRefusal(recipients[1], true, MailReasons.Refused, "550 no")], "test:"), ScriptedTransport.Take);
        await using var host = await MailHost.StartAsync(transport: transport);
        var (id, failed, _) = await host.Sender.SendAsync(MailHost.Request("a@example.org, b@example.org"), default);

        var delivery = await host.Dispatcher.RetryAsync(id, false, default);

        Assert.Equal((DeliveryStatus.Failed, DeliveryStatus.Sent, 2, ""), (failed.State, delivery.State, delivery.Attempts, delivery.Message));
        Assert.Equal(["b@example.org"], transport.Tries[1].Recipients);
        Assert.Equal(transport.Tries[0].Mail.MessageId, transport.Tries[1].Mail.MessageId);
    }

    [Fact]
    public async Task RetryAsync_GivenUpLongAgo_IsTriedForAnotherDay()
    {
        var clock = new ManualClock();
        await using var host = await MailHost.StartAsync(
            mail: new MailOptions { From = "flux@example.org", GiveUpAfter = TimeSpan.Zero }, transport: new ScriptedTransport(ScriptedTransport.Busy, ScriptedTransport.Take), clock: clock);
        var (id, failed, _) = await host.Sender.SendAsync(MailHost.Request(), default);
        Assert.StartsWith("given up after 0 h: ", failed.Message);
        clock.Advance(TimeSpan.FromDays(3));

        Assert.Equal(DeliveryStatus.Sent, (await host.Dispatcher.RetryAsync(id, false, default)).State);
    }

    [Fact]
    public async Task RetryAsync_Sent_IsFailedPrecondition()
    {
        await using var host = await MailHost.StartAsync(transport: new ScriptedTransport(ScriptedTransport.Take));
        var (id, _, _) = await host.Sender.SendAsync(MailHost.Request(), default);

        var error = await Assert.ThrowsAsync<FluxException>(() => host.Dispatcher.RetryAsync(id, false, default));

        Assert.Equal((StatusCode.FailedPrecondition, "DELIVERY_IS_SENT"), (error.Code, error.Reason));
    }

    [Fact]
    public async Task RetryAndCancelAsync_ValidateOnly_LeaveItAsItIs()
    {
        var transport = new ScriptedTransport(ScriptedTransport.Busy);
        await using var host = await MailHost.StartAsync(transport: transport, clock: new ManualClock());
        var (id, deferred, _) = await host.Sender.SendAsync(MailHost.Request(), default);

        Assert.Equal(deferred.State, (await host.Dispatcher.RetryAsync(id, true, default)).State);
        Assert.Equal(deferred.State, (await host.Dispatcher.CancelAsync(id, true, default)).State);
        Assert.Equal((DeliveryStatus.Deferred, 1), ((await host.Outbox.GetAsync(id, default)).Value.State, transport.Tries.Count));
        await host.Dispatcher.CancelAsync(id, false, default);
        Assert.Equal(StatusCode.FailedPrecondition, (await Assert.ThrowsAsync<FluxException>(() => host.Dispatcher.CancelAsync(id, true, default))).Code);
    }

    [Fact]
    public async Task CancelAsync_Deferred_IsNeverTriedAgain()
    {
        var clock = new ManualClock();
        var transport = new ScriptedTransport(ScriptedTransport.Busy);
        await using var host = await MailHost.StartAsync(transport: transport, clock: clock);
        var (id, _, _) = await host.Sender.SendAsync(MailHost.Request("first@example.org"), default);

        var cancelled = await host.Dispatcher.CancelAsync(id, false, default);
        clock.Advance(TimeSpan.FromHours(2));
        // A later mail through the same queue shows that the first one's turn has passed.
        await host.SendAsync("second@example.org");

        Assert.Equal((DeliveryStatus.Failed, MailReasons.Cancelled), (cancelled.State, cancelled.Reason));
        Assert.Contains("451 busy", cancelled.Message);
        Assert.Equal(["first@example.org", "second@example.org"], transport.Tries.Select(tried => tried.Recipients[0]));
    }

    [Fact]
    public async Task CancelAsync_Queued_AnswersTheWaitingRequest()
    {
        await using var host = await MailHost.StartAsync(transport: new ScriptedTransport(ScriptedTransport.Take), send: false);
        var sending = host.Sender.SendAsync(MailHost.Request(), default);
        await host.WaitForStateAsync(DeliveryStatus.Queued);
        var id = (await host.Outbox.ListAsync("", [], 1, "", default)).Items[0].Id;

        await host.Dispatcher.CancelAsync(id, false, default);

        Assert.Equal((id, DeliveryStatus.Failed), ((await sending).Id, (await sending).Delivery.State));
    }

    [Fact]
    public async Task Watch_OneMail_SeesEachStateOnce()
    {
        await using var host = await MailHost.StartAsync(transport: new ScriptedTransport(ScriptedTransport.Take));
        using var watch = host.Feed.Watch();

        await host.SendAsync();

        var seen = new List<DeliveryStatus>();
        await foreach (var change in watch.ReadAsync(default))
        {
            seen.Add(change.Value.State);
            if (change.Value.State == DeliveryStatus.Sent)
                break;
        }

        // One that finds room on the wire has never been in the queue.
        Assert.Equal([DeliveryStatus.Sending, DeliveryStatus.Sent], seen.Where(state => state != DeliveryStatus.Queued));
        Assert.Equal(seen.Distinct().Order(), seen);
    }

    [Fact]
    public async Task Watch_ReaderTooSlow_EndsWithAnErrorInsteadOfAGap()
    {
        await using var host = await MailHost.StartAsync(transport: new ScriptedTransport(ScriptedTransport.Take));
        using var watch = host.Feed.Watch();
        var (id, _, _) = await host.Sender.SendAsync(MailHost.Request(), default);
        var delivery = await host.Outbox.GetAsync(id, default);
        for (var i = 0; i < 1000; i++)
            host.Feed.Publish(delivery);

        var error = await Assert.ThrowsAsync<FluxException>(async () =>
        {
            await foreach (var _ in watch.ReadAsync(default))
            {
            }
        });

        Assert.Equal(StatusCode.ResourceExhausted, error.Code);
    }

    [Fact]
    public async Task ClaimAsync_OnTheWireOfAnotherMachine_IsLeftAloneUntilThatMustHaveEnded()
    {
        var clock = new ManualClock();
        await using var host = await MailHost.StartAsync(send: false, clock: clock);
        var draft = await host.Drafts.ReadAsync(MailHost.Request().Message, default);
        var (added, _) = await host.Outbox.AddAsync(await host.Composer.ComposeAsync(draft, default), "", null, default);
        var own = (await host.Outbox.ClaimAsync(added.Id, default))!;
        Assert.Null(host.Outbox.DueTime(own.Value));
        await host.Store.UpdateAsync(DeliveryRecord.Type, added.Id, own.Value with { Owner = "another machine" }, own.Version, default);

        Assert.Null(await host.Outbox.ClaimAsync(added.Id, default));
        clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(2, (await host.Outbox.ClaimAsync(added.Id, default))?.Value.Attempts);
    }
}
