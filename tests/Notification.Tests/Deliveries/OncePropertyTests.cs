using Flux.Notification.Deliveries;
using Flux.Notification.Tests.Support;
using FsCheck;
using FsCheck.Fluent;

namespace Flux.Notification.Tests.Deliveries;

/// <summary>However often and in whatever order requests come, each mail is accepted once.</summary>
public sealed class OncePropertyTests
{
    private static readonly string[][] _orders = [["a@example.org", "b@example.org"], ["b@example.org", "a@example.org"], ["A <a@example.org>", "b@EXAMPLE.org", "a@example.org"]];

    // Each request is one of three mails, its recipients written in one of three ways; some come at the same time, some after those before.
    [Fact]
    public async Task SendAsync_DuplicatedAndReorderedRequests_EachMailIsTakenOnce()
    {
        var request = ArbMap.Default.GeneratorFor<bool>().SelectMany(atOnce => Gen.Choose(0, 2).SelectMany(mail => Gen.Choose(0, 2).Select(order => (Mail: mail, Order: order, AtOnce: atOnce))));
        var scenarios = Gen.Sample(request.ArrayOf(9), 30).Where(each => each.Length > 0);
        // The server is busy now and then, so that requests meet mails in every state.
        var tries = 0;
        var transport = new ScriptedTransport(recipients => Interlocked.Increment(ref tries) % 5 == 0 ? ScriptedTransport.Busy(recipients) : ScriptedTransport.Take(recipients));
        await using var host = await MailHost.StartAsync(transport: transport, mail: new MailOptions { From = "flux@example.org", RetryDelay = TimeSpan.FromMilliseconds(1), MaxRetryDelay = TimeSpan.FromMilliseconds(1) });
        var run = 0;
        foreach (var scenario in scenarios)
        {
            run++;
            var open = new List<Task<(string Id, DeliveryRecord Delivery, bool IsDuplicate)>>();
            foreach (var (mail, order, atOnce) in scenario)
            {
                open.Add(host.Sender.SendAsync(MailHost.Request(string.Join(", ", _orders[order]), key: $"{run}/{mail}"), default));
                if (!atOnce)
                    await Task.WhenAll(open);
            }

            var answers = await Task.WhenAll(open);
            Assert.Equal(scenario.Select(each => each.Mail).Distinct().Count(), answers.Select(answer => answer.Id).Distinct().Count());
            Assert.Equal(answers.Select(answer => answer.Id).Distinct().Count(), answers.Count(answer => !answer.IsDuplicate));
        }

        // Nothing retries but the dispatcher, at its own times.
        foreach (var id in transport.Tries.Select(each => each.Id).Distinct())
            await host.WaitForStateAsync(id, DeliveryStatus.Sent);

        var deliveries = (await host.Outbox.ListAsync("", [], 1000, "", default)).Items;
        Assert.All(deliveries, delivery => Assert.Equal(["a@example.org", "b@example.org"], delivery.Value.Delivered.Order()));
        Assert.Equal(deliveries.Count, deliveries.Select(delivery => delivery.Value.UniqueKey).Distinct().Count());
    }
}
