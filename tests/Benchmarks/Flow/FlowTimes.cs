using System.Diagnostics;
using Flux.Benchmarks.Script;

namespace Flux.Benchmarks.Flow;

/// <summary>Time and processor time of whole runs.</summary>
internal sealed class FlowTimes(FlowHosts hosts, FlowBenchOptions options)
{
    /// <summary>40 light tasks one after the other: with scripts alone, and with something to do for each of the ten steps.</summary>
    public async Task FortyTasksAsync()
    {
        await hosts.ApplyAsync(FlowSamples.LightScripts());
        await hosts.ApplyAsync(FlowSamples.TenSteps(hosts.DevicePort));
        await SerialAsync("light-scripts", "40 light script tasks, one serial flow");
        await SerialAsync("ten-steps", "40 tasks with a device and a mail in each");
    }

    /// <summary>One task on many devices at once.</summary>
    public async Task FanOutAsync()
    {
        await hosts.ApplyAsync(FlowSamples.FanOut(hosts.DevicePort, 500));
        var (hundred, hundredCost, _) = await BestAsync("fan-100");
        var (all, allCost, _) = await BestAsync("fan-500");
        Print("one REST task on 100 devices in parallel", hundred, hundredCost, "");
        Print("one REST task on 500 devices in parallel", all, allCost, "");
        var ratio = all / hundred;
        Console.WriteLine($"{"t(500) / t(100)",-50} {ratio,9:N2}    in cpu {allCost.Sum(c => c.Seconds) / hundredCost.Sum(c => c.Seconds):N2}    <= 5.5: {(ratio <= 5.5 ? "met" : "MISSED")}");
    }

    private async Task SerialAsync(string flow, string name)
    {
        var (time, cost, run) = await BestAsync(flow);
        Print(name, time, cost, new Mark("ms", 600, MoreIsBetter: false).Judge(time.TotalMilliseconds));
        var steps = await hosts.StepTimesAsync(run);
        Console.WriteLine($"{"",-50}   ms a task, median: {string.Join(", ", steps.Select(s => $"{s.Step} {s.Milliseconds:N1}"))}");
    }

    private async Task<(TimeSpan Time, IReadOnlyList<(string Service, double Seconds)> Cost, string Run)> BestAsync(string flow)
    {
        var start = Stopwatch.GetTimestamp();
        do
            await hosts.RunAsync(flow);
        while (Stopwatch.GetElapsedTime(start) < options.WarmUp);
        (TimeSpan Time, IReadOnlyList<(string Service, double Seconds)> Cost, string Run) best = (TimeSpan.MaxValue, [], "");
        for (var i = 0; i < options.Times; i++)
        {
            var before = hosts.Processor;
            var (run, time) = await hosts.RunAsync(flow);
            if (time < best.Time)
                best = (time, [.. hosts.Processor.Zip(before).Select(p => (p.First.Service, p.First.Seconds - p.Second.Seconds))], run);
        }
        return best;
    }

    private static void Print(string what, TimeSpan time, IReadOnlyList<(string Service, double Seconds)> cost, string mark)
    {
        Console.WriteLine($"{what,-50} {time.TotalMilliseconds,9:N0} ms {cost.Sum(c => c.Seconds) * 1000,9:N0} ms cpu    {mark}");
        Console.WriteLine($"{"",-50}   cpu by service: {string.Join(", ", cost.Where(c => c.Seconds > 0).Select(c => $"{c.Service} {c.Seconds * 1000:N0}"))}");
    }
}
