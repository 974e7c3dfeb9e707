using Flux.Benchmarks.Script;
using Flux.Contracts.Flow.V1;
using Task = System.Threading.Tasks.Task;

namespace Flux.Benchmarks.Flow;

/// <summary>The time from a change in a run, storing it included, to the watcher that has received it. One clock: all processes are on this machine.</summary>
internal static class WatchLatency
{
    private const double Limit = 10;

    public static async Task MeasureAsync(FlowHosts hosts)
    {
        await hosts.ApplyAsync(FlowSamples.Talk());
        await hosts.ApplyAsync(FlowSamples.TenSteps(hosts.DevicePort));
        await MeasureAsync(hosts, "talk-slowly", "watch: a message every 20 ms", e => e.Log is not null);
        await MeasureAsync(hosts, "talk-fast", "watch: messages one after the other", e => e.Log is not null);
        await MeasureAsync(hosts, "ten-steps", "watch: all events of 40 tasks of ten steps", _ => true);
    }

    private static async Task MeasureAsync(FlowHosts hosts, string flow, string name, Func<RunEvent, bool> counts)
    {
        await hosts.RunAsync(flow);
        var latencies = new List<double>();
        await hosts.RunAsync(flow, told =>
        {
            if (counts(told))
                latencies.Add((DateTimeOffset.UtcNow - told.Time.ToDateTimeOffset()).TotalMilliseconds);
        });
        // What happened before the watch began says nothing of it.
        latencies.RemoveRange(0, Math.Min(5, latencies.Count - 1));
        latencies.Sort();
        var (median, p99) = (latencies[latencies.Count / 2], latencies[latencies.Count * 99 / 100]);
        Console.WriteLine($"{name,-50} p50 {median,6:N2} ms  p99 {p99,6:N2} ms  of {latencies.Count,5} events    {Mark.Median(Limit).Judge(median)}; {Mark.P99(Limit).Judge(p99)}");
    }
}
