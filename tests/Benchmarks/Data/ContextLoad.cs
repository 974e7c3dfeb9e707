using System.Diagnostics;
using Flux.ContextBuilder.Elements;

namespace Flux.Benchmarks.Data;

/// <summary>Element contexts in process, on one thread.</summary>
internal static class ContextLoad
{
    private const int Mark = 20_000;
    private const int Elements = 500;

    public static void Run()
    {
        var sources = Enumerable.Range(1, Elements).Select(i => Samples.Sources(i)).ToList();
        Build(sources, 20);
        var figure = Build(sources, 100);
        Console.WriteLine("contexts of elements with 40 variables, in process, one thread");
        // Processor time, because it holds on a busy machine too; on an idle core it is the time.
        var rate = 1e6 / figure.ProcessorEach;
        figure.Print("build", Figure.Mark($"{Mark:N0} /s on one core, {rate:N0} by processor time", rate >= Mark));
    }

    private static Figure Build(List<Contracts.Inventory.V1.ElementSources> sources, int rounds)
    {
        var (watch, before) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        long bytes = 0;
        for (var round = 0; round < rounds; round++)
        {
            var builder = new ElementContextBuilder(Samples.Groups, DateTimeOffset.UnixEpoch);
            foreach (var source in sources) bytes += builder.Build(source).Json.Length;
        }

        GC.KeepAlive(bytes);
        return new Figure(rounds * sources.Count, watch.Elapsed, Environment.CpuUsage.TotalTime - before);
    }
}
