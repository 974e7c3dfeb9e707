using System.Diagnostics;
using Flux.Contracts.Notification.V1;
using Flux.Lab;
using Flux.Lab.Mail;
using Flux.Notification.Tests.Support;
using Grpc.Core;
using Grpc.Net.Client;

namespace Flux.Notification.Tests.Processes;

public sealed class CrashTests
{
    private const int Mails = 200;
    private const int Concurrency = 2;

    [Fact]
    public async Task Kill_InTheMiddleOfManyMails_LosesNoneAndRepeatsOnlyThoseOnTheWire()
    {
        using var data = new TempDirectory("flux-notification");
        await using var sink = await SmtpSink.StartAsync();
        await using (var first = await StartAsync(data, sink))
        {
            using var channel = GrpcChannel.ForAddress(first.Address);
            var calls = SendAll(new(channel));
            await sink.WaitForMailAsync(Mails / 4);
            using (var process = Process.GetProcessById(first.Id))
                process.Kill();
            foreach (var call in calls)
                await Record.ExceptionAsync(() => call);
        }

        await using var second = await StartAsync(data, sink);
        using var again = GrpcChannel.ForAddress(second.Address);
        var answers = await Task.WhenAll(SendAll(new(again)));

        Assert.All(answers, answer => Assert.True(answer.Delivery.State is DeliveryState.Sent or DeliveryState.Suppressed, $"{answer.Delivery}"));
        var mails = await sink.GetMailsAsync();
        Assert.Equal(Mails, mails.Select(mail => mail.Subject).Distinct().Count());
        Assert.Equal(Mails, mails.Select(mail => mail["Message-ID"]).Distinct().Count());
        Assert.InRange(mails.Count, Mails, Mails + Concurrency);
    }

    private static Task<ServiceProcess> StartAsync(TempDirectory data, SmtpSink sink) => ServiceProcess.StartAsync(
        "Notification", "flux-notification", "--data", data.Path, "--mail:from", "flux@example.org", "--mail:concurrency", $"{Concurrency}",
        "--smtp:host", sink.Host, "--smtp:port", $"{sink.Port}", "--smtp:security", "none");

    private static List<Task<SendResponse>> SendAll(NotificationService.NotificationServiceClient client) =>
    [
        .. Enumerable.Range(1, Mails).Select(i => client.SendAsync(
            new SendRequest { IdempotencyKey = $"run/{i}", Message = new Message { To = "noc@example.org", Subject = $"mail {i}", Body = "text" } },
            new CallOptions(deadline: DateTime.UtcNow.AddMinutes(2))).ResponseAsync),
    ];
}
