using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Flux.Benchmarks.Script;
using Flux.Contracts.Notification.V1;

namespace Flux.Benchmarks.Mail;

/// <summary>Mail: a template rendered, and a thousand mails sent to a server on this machine, beside Python's smtplib and Django's send_messages.</summary>
internal static class MailBenchmark
{
    private const int Mails = 1000;
    private const int Singles = 200;
    private static readonly Mark _thousand = new("s", 10, MoreIsBetter: false);

    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length > 0)
        {
            Console.Error.WriteLine("mail: no options");
            return 2;
        }

        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}; cpu is user + system of the services (or of the peer), a mail; the counting server's is not in it");
        await using var hosts = await MailHosts.StartAsync();
        var preview = new RenderPreviewRequest { Message = new Message { Service = "report", ContextJson = MailSamples.Context } };
        await SingleAsync(hosts, "template of 1 KB through RenderTemplates, warm", async () => await hosts.Scripts.RenderTemplatesAsync(MailSamples.Rendering));
        await SingleAsync(hosts, "the mail of it through RenderPreview, warm", async () => await hosts.Client.RenderPreviewAsync(preview));
        await SendAsync(hosts, "warm-up");
        await ThousandAsync(hosts, "Send, rendered each, 8 at a time", () => SendAsync(hosts, "send"));
        await ThousandAsync(hosts, "SendBatch, one context", () => BatchAsync(hosts, "batch"));
        foreach (var peer in new[] { "smtplib", "django" })
            await PeerAsync(hosts, peer);
        return 0;
    }

    private static async Task SingleAsync(MailHosts hosts, string name, Func<Task> call)
    {
        // As many as it takes until the services' code is compiled for good.
        for (var i = 0; i < 4 * Singles; i++)
            await call();
        var times = new List<double>();
        var before = hosts.Processor;
        for (var i = 0; i < Singles; i++)
        {
            // Apart, so that each is a single user's call on a warm service.
            await Task.Delay(20);
            var start = Stopwatch.GetTimestamp();
            await call();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var cost = (hosts.Processor - before) / Singles;
        times.Sort();
        Print(name, $"p50 {times[Singles / 2],6:N2} ms  p99 {times[Singles * 99 / 100],6:N2} ms  {cost,6:N0} us cpu", Mark.Median(2).Judge(times[Singles / 2]));
    }

    private static async Task SendAsync(MailHosts hosts, string key)
    {
        using var gate = new SemaphoreSlim(8);
        await Task.WhenAll(Enumerable.Range(0, Mails).Select(async i =>
        {
            await gate.WaitAsync();
            await hosts.Client.SendAsync(new SendRequest { IdempotencyKey = $"{key}/{i}", Message = new Message { Service = "report", To = $"p{i}@example.org", ContextJson = MailSamples.Context } });
            gate.Release();
        }));
    }

    private static async Task BatchAsync(MailHosts hosts, string key) => await hosts.Client.SendBatchAsync(new SendBatchRequest
    {
        IdempotencyKey = key,
        Message = new Message { Service = "report", ContextJson = MailSamples.Context },
        Recipients = { Enumerable.Range(0, Mails).Select(i => new BatchRecipient { To = $"p{i}@example.org" }) },
    });

    private static async Task ThousandAsync(MailHosts hosts, string name, Func<Task> send)
    {
        var (known, connections, before, start) = (hosts.Sink.Mails.Count, hosts.Sink.Connections, hosts.Processor, Stopwatch.GetTimestamp());
        await send();
        await hosts.Sink.WaitForAsync(known + Mails);
        var took = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Print($"{Mails} mails: {name}", $"{took,6:N2} s  {(hosts.Processor - before) / Mails,6:N0} us cpu  {hosts.Sink.Connections - connections} new connection(s)", _thousand.Judge(took));
    }

    private static async Task PeerAsync(MailHosts hosts, string peer)
    {
        const string Python = "/usr/bin/python3";
        if (!File.Exists(Python))
            return;
        var start = new ProcessStartInfo(Python, ["-I", Path.Combine(AppContext.BaseDirectory, "Peers", "mail_peer.py"), peer, $"{hosts.Sink.Port}", $"{Mails}"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync($$"""{"template": {{JsonSerializer.Serialize(MailSamples.Html)}}, "context": {{MailSamples.Context}}}""");
        process.StandardInput.Close();
        var words = (await process.StandardOutput.ReadToEndAsync()).Split();
        var (took, cpu) = (double.Parse(words[0], CultureInfo.InvariantCulture), double.Parse(words[1], CultureInfo.InvariantCulture));
        Print($"peer: {peer}, {Mails} mails, one connection, nothing stored", $"{took,6:N2} s  {cpu / Mails * 1e6,6:N0} us cpu", "");
    }

    private static void Print(string name, string figures, string judgement) => Console.WriteLine($"{name,-64} {figures}  {judgement}");
}
