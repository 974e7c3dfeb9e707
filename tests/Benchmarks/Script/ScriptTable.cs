using System.Diagnostics;

namespace Flux.Benchmarks.Script;

/// <summary>Measures and prints, a line a figure.</summary>
internal sealed class ScriptTable(ScriptOptions options)
{
    private readonly TimeSpan _time = TimeSpan.FromSeconds(options.Seconds);

    /// <summary>Runs one at a time.</summary>
    public async Task MeasureAsync(string name, IMeasured measured, Func<Task> run, int gap = 0, params Mark[] marks)
    {
        if (!Wanted(name))
            return;
        await RepeatAsync(run, gap, _time / 2);
        var before = measured.Processor;
        var times = await RepeatAsync(run, gap, _time);
        var cost = (measured.Processor - before) / times.Count;
        times.Sort();
        var (median, p99) = (times[times.Count / 2], times[times.Count * 99 / 100]);
        Print(name, $"p50 {median,6:N2} ms  p99 {p99,6:N2} ms  {Cpu(cost),7} us cpu", marks.Select(m => m.Judge(m.Name == "p50" ? median : p99)));
    }

    /// <summary>Runs several at a time, as fast as it goes.</summary>
    public async Task RateAsync(string name, IMeasured measured, Func<Task> run, int parallel, params Mark[] marks)
    {
        if (!Wanted(name))
            return;
        await AtOnceAsync(run, parallel, _time / 2);
        var (before, start) = (measured.Processor, Stopwatch.GetTimestamp());
        var runs = await AtOnceAsync(run, parallel, _time);
        var rate = runs / Stopwatch.GetElapsedTime(start).TotalSeconds;
        Print(name, $"{rate,10:N0} /s  {Cpu((measured.Processor - before) / runs),20} us cpu", marks.Select(m => m.Judge(rate)));
    }

    /// <summary>Calls out of scripts and back.</summary>
    public async Task CallsAsync(string name, ServiceHost service, int parallel, params Mark[] marks)
    {
        const int Calls = 20_000;
        if (!Wanted(name))
            return;
        await service.CallsAsync(Calls / 10);
        var (before, start) = (service.Processor, Stopwatch.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => service.CallsAsync(Calls)));
        var rate = parallel * Calls / Stopwatch.GetElapsedTime(start).TotalSeconds;
        Print(name, $"{rate,10:N0} /s  {(service.Processor - before) / (parallel * Calls),20:N0} us cpu", marks.Select(m => m.Judge(rate)));
    }

    /// <summary>Scripts that all wait in a call at the same time, then go on.</summary>
    public async Task BlockedAsync(ServiceHost service, int count)
    {
        var name = $"{count} scripts wait in run_task";
        if (!Wanted(name))
            return;
        var (memory, took, resumed) = await service.BlockedAsync(count);
        Print(name, $"{memory / 1e6,10:N0} MB in all, waiting after {took.TotalSeconds:N1} s, all resumed in {resumed.TotalSeconds:N1} s", [Mark.Memory(2500).Judge(memory / 1e6)]);
    }

    private static async Task<List<double>> RepeatAsync(Func<Task> run, int gap, TimeSpan time)
    {
        var times = new List<double>();
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time || times.Count == 0;)
        {
            var begin = Stopwatch.GetTimestamp();
            await run();
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            if (gap > 0)
                await Task.Delay(gap);
        }
        return times;
    }

    private static async Task<int> AtOnceAsync(Func<Task> run, int parallel, TimeSpan time)
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, parallel).Select(_ => Task.Run(async () => (await RepeatAsync(run, 0, time)).Count)));
        return counts.Sum();
    }

    private static string Cpu(double cost) => double.IsNaN(cost) ? "?" : cost.ToString("N0");

    private bool Wanted(string name) => name.Contains(options.Only, StringComparison.OrdinalIgnoreCase);

    private static void Print(string name, string figures, IEnumerable<string> marks) =>
        Console.WriteLine($"{name,-50} {figures}  {string.Join("; ", marks)}");
}
