using Flux.Benchmarks;
using Flux.Benchmarks.Ours;

var options = BenchOptions.Parse(args);
if (options is null)
    return BenchOptions.Explain();
if (options.Serve)
    return await BenchServer.RunAsync(options.Types);
await new BenchRun(options).RunAsync();
return 0;
