using System.Diagnostics;

namespace Flux.Benchmarks.Data;

/// <summary>Time and processor time of a number of operations.</summary>
internal sealed record Figure(int Count, TimeSpan Time, TimeSpan Processor)
{
    public double PerSecond => Count / Time.TotalSeconds;

    public double MicrosecondsEach => Time.TotalMicroseconds / Count;

    public double ProcessorEach => Processor.TotalMicroseconds / Count;

    public static async Task<Figure> MeasureAsync(int count, Func<int, Task> operation, Func<TimeSpan>? processor = null)
    {
        processor ??= () => Environment.CpuUsage.TotalTime;
        var (watch, before) = (Stopwatch.StartNew(), processor());
        for (var i = 0; i < count; i++) await operation(i);
        return new Figure(count, watch.Elapsed, processor() - before);
    }

    public void Print(string name, string mark = "") =>
        Console.WriteLine($"  {name,-58} {PerSecond,12:N0} /s {MicrosecondsEach,10:N1} us {ProcessorEach,10:N1} us cpu  {mark}");

    public static string Mark(string text, bool met) => $"mark: {text}: {(met ? "met" : "MISSED")}";
}
