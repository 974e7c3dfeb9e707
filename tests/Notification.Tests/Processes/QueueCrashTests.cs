using System.Diagnostics;
using System.Globalization;
using Flux.Contracts.Notification.V1;
using Flux.Lab;
using Flux.Lab.Mail;
using Flux.Notification.Tests.Support;
using Grpc.Core;
using Grpc.Net.Client;

namespace Flux.Notification.Tests.Processes;

/// <summary>A long queue and a process that is killed three times. FLUX_MAIL_CRASH_MAILS sets how many mails (default: 10,000).</summary>
public sealed class QueueCrashTests
{
    private const int Concurrency = 2;
    private const int BatchSize = 1000;
    private static readonly int _mails = int.TryParse(Environment.GetEnvironmentVariable("FLUX_MAIL_CRASH_MAILS"), CultureInfo.InvariantCulture, out var mails) ? mails : 10_000;

    [Fact]
    public async Task Kill_WithALongQueue_EachMessageIdIsTakenOnceOrTwiceAndNoneIsLost()
    {
        using var data = new TempDirectory("flux-notification");
        await using var sink = new CountingSink();
        var expected = new HashSet<string>(StringComparer.Ordinal);
        await using (var first = await StartAsync(data, sink))
        {
            using var channel = GrpcChannel.ForAddress(first.Address);
            for (var batch = 0; batch < _mails / BatchSize; batch++)
                expected.UnionWith((await Client(channel).SendBatchAsync(Batch(batch))).Deliveries.Select(delivery => delivery.MessageId));
            await KillAsync(first, sink, _mails / 4);
        }

        foreach (var share in new[] { 2, 3 })
        {
            await using var next = await StartAsync(data, sink);
            await KillAsync(next, sink, _mails * share / 4);
        }

        await using var last = await StartAsync(data, sink);
        await sink.WaitForAsync(_mails);
        using var again = GrpcChannel.ForAddress(last.Address);
        // A request repeated after the crash is answered with what there is.
        var repeated = await Client(again).SendBatchAsync(Batch(0));

        var taken = sink.Mails;
        Assert.Equal(_mails, expected.Count);
        Assert.Equal(expected, taken.Keys.ToHashSet());
        Assert.All(taken.Values, count => Assert.InRange(count, 1, 2));
        // Only what was on the wire at a kill may have come twice.
        Assert.InRange(taken.Values.Count(count => count == 2), 0, 3 * Concurrency);
        Assert.All(repeated.Deliveries, delivery => Assert.Contains(delivery.MessageId, expected));
        await UnfinishedAsync(Client(again));
    }

    private static Task<ServiceProcess> StartAsync(TempDirectory data, CountingSink sink) => ServiceProcess.StartAsync(
        "Notification", "flux-notification", "--data", data.Path, "--mail:from", "flux@example.org", "--mail:concurrency", $"{Concurrency}",
        "--smtp:host", "127.0.0.1", "--smtp:port", $"{sink.Port}", "--smtp:security", "none");

    private static async Task KillAsync(ServiceProcess service, CountingSink sink, int mails)
    {
        await sink.WaitForAsync(mails);
        using var process = Process.GetProcessById(service.Id);
        process.Kill();
        await process.WaitForExitAsync();
    }

    // The last answers are stored after the sink has given them: watch until nothing is open.
    private static async Task UnfinishedAsync(NotificationService.NotificationServiceClient client)
    {
        using var watch = client.WatchDeliveries(new WatchDeliveriesRequest());
        await watch.ResponseHeadersAsync;
        while ((await client.ListDeliveriesAsync(new ListDeliveriesRequest { States = { DeliveryState.Queued, DeliveryState.Sending, DeliveryState.Deferred, DeliveryState.Failed } })).Deliveries.Count > 0)
            Assert.True(await watch.ResponseStream.MoveNext(default));
    }

    private static NotificationService.NotificationServiceClient Client(GrpcChannel channel) => new(channel);

    private static SendBatchRequest Batch(int batch) => new()
    {
        IdempotencyKey = $"batch/{batch}",
        Message = new Message { Subject = $"batch {batch}", Body = "text" },
        Recipients = { Enumerable.Range(0, BatchSize).Select(i => new BatchRecipient { To = $"p{i}@example.org" }) },
    };
}
