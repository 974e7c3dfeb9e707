namespace Flux.Benchmarks.Script;

/// <summary>The script runner: time and processor time of a run beside a Python process, and one in bubblewrap, for each run.</summary>
internal static class ScriptBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        if (ScriptOptions.Parse(args) is not { } options)
            return ScriptOptions.Explain();
        Console.WriteLine($"{Environment.ProcessorCount} processors, .NET {Environment.Version}; cpu is user + system of the service, its zygotes and children, a run");
        var table = new ScriptTable(options);
        await using (var engine = await EngineHost.StartAsync())
        {
            await table.MeasureAsync("tiny script, in the service, 10 ms apart", engine, engine.TinyAsync, gap: 10, Mark.Median(1), Mark.P99(10));
            await table.MeasureAsync("tiny script, in the service, back to back", engine, engine.TinyAsync, gap: 0, Mark.P99(10));
            await table.MeasureAsync("context of 113 KB, in the service, 10 ms apart", engine, engine.LookAsync, gap: 10, Mark.Median(3));
            await table.MeasureAsync("the same changed and given back", engine, engine.LargeAsync, gap: 10);
            await table.MeasureAsync("Django template of 1 KB, warm, 10 ms apart", engine, engine.TemplateAsync, gap: 10, Mark.Median(2));
            await table.RateAsync("tiny script, in the service, 8 at a time", engine, engine.TinyAsync, 8, Mark.Rate(600));
        }
        await using (var service = await ServiceHost.StartAsync())
        {
            await table.MeasureAsync("tiny script, over gRPC, 10 ms apart", service, service.TinyAsync, gap: 10, Mark.Median(2), Mark.P99(10));
            await table.MeasureAsync("tiny script, over gRPC, back to back", service, service.TinyAsync, gap: 0, Mark.Median(2), Mark.P99(10));
            await table.MeasureAsync("tiny script, by the plain call Run, back to back", service, service.PlainAsync);
            await table.RateAsync("tiny script, over gRPC, 8 at a time", service, service.TinyAsync, 8);
            await table.CallsAsync("calls of one script, over gRPC", service, 1);
            await table.CallsAsync("calls of 8 scripts, over gRPC", service, 8, Mark.Rate(10_000));
            await table.BlockedAsync(service, 1000);
        }
        if (options.OnlyOurs)
            return 0;
        foreach (var peer in PeerProcess.All.Where(p => p.IsInstalled))
        {
            await table.MeasureAsync($"peer: {peer.Name}, tiny, 10 ms apart", peer, peer.TinyAsync, gap: 10);
            await table.RateAsync($"peer: {peer.Name}, tiny, 8 at a time", peer, peer.TinyAsync, 8);
        }
        return 0;
    }
}
