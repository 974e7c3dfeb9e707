using System.Text.Json;
using Flux.Benchmarks.Rpc.Ours;
using Flux.Conformance.Peers;

namespace Flux.Benchmarks.Rpc;

/// <summary>All loads on all contenders, one at a time, as a table.</summary>
internal sealed class BenchRun(BenchOptions options)
{
    private readonly IContender[] _contenders = [.. Contenders(options)];

    public async Task RunAsync()
    {
        var loads = Load.Named(options.Only);
        if (options.Json)
        {
            foreach (var load in loads)
                Console.WriteLine(JsonSerializer.Serialize(await _contenders[0].RunAsync(load, options.Warmup, options.Seconds)));
            return;
        }
        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}, {options.Seconds} s a load; calls or messages a second, client and server on loopback");
        Console.WriteLine($"{"",-16}{"flux",12}{"mark",10}{"",8}{"p50 us",9}{"p99 us",9}{"cpu us",9}{"B client",10}{"B server",10}" + string.Concat(_contenders.Skip(1).Select(c => $"{c.Name,12}{"ratio",8}")));
        foreach (var load in loads)
            await RunAsync(load);
    }

    private async Task RunAsync(Load load)
    {
        var ours = await _contenders[0].RunAsync(load, options.Warmup, options.Seconds);
        Console.Write($"{load,-16}{ours.Rate,12:N0}{Mark(load),10}{Verdict(load, ours),8}{ours.Median,9:N0}{ours.P99,9:N0}{ours.Cost?.Processor,9:N1}{ours.Cost?.Client,10:N0}{ours.Cost?.Server,10:N0}");
        foreach (var contender in _contenders.Skip(1))
        {
            var theirs = await contender.RunAsync(load, options.Warmup, options.Seconds);
            Console.Write($"{theirs.Rate,12:N0}{ours.Rate / theirs.Rate,8:N1}");
        }
        Console.WriteLine();
    }

    private static IEnumerable<IContender> Contenders(BenchOptions options)
    {
        if (options.Packages.Length > 0)
        {
            // Beside the packages, ours is a process of its own for each load too.
            yield return new ProgramContender("flux", typeof(BenchRun).Assembly.Location);
            yield return new ProgramContender("packages", options.Packages);
        }
        else
        {
            yield return new OurContender(options.Types);
        }
        if (options.OnlyOurs)
            yield break;
        yield return new PeerContender("grpc-js", Peer.Node, "bench.js");
        yield return new PeerContender("grpcio", Peer.Python, "bench.py");
    }

    private static string Mark(Load load) => load.Mark > 0 ? load.Mark.ToString("N0") : "";

    private static string Verdict(Load load, LoadResult result) => load.Mark <= 0 ? "" : result.Rate >= load.Mark ? "met" : "missed";
}
