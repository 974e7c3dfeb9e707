using Flux.Benchmarks.Rpc.Ours;

namespace Flux.Benchmarks.Rpc;

/// <summary>Calls per second of our gRPC client and server beside grpc-js and grpcio.</summary>
internal static class RpcBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        var options = BenchOptions.Parse(args);
        if (options is null)
            return BenchOptions.Explain();
        if (options.Serve)
            return await BenchServer.RunAsync(options.Types);
        await new BenchRun(options).RunAsync();
        return 0;
    }
}
