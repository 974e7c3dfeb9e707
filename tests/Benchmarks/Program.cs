using Flux.Benchmarks.Data;
using Flux.Benchmarks.Device;
using Flux.Benchmarks.Flow;
using Flux.Benchmarks.Mail;
using Flux.Benchmarks.Rpc;
using Flux.Benchmarks.Script;

// One line an area; each area explains its own options when it cannot read them.
var areas = new Dictionary<string, Func<string[], Task<int>>>
{
    ["data"] = DataBenchmark.RunAsync,
    ["device"] = DeviceBenchmark.RunAsync,
    ["flow"] = FlowBenchmark.RunAsync,
    ["mail"] = MailBenchmark.RunAsync,
    ["rpc"] = RpcBenchmark.RunAsync,
    ["script"] = ScriptBenchmark.RunAsync,
};
if (args is [var area, .. var rest] && areas.TryGetValue(area, out var run))
    return await run(rest);
Console.Error.WriteLine($"Which area? One of: {string.Join(", ", areas.Keys)}");
return 2;
