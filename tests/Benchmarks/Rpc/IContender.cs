namespace Flux.Benchmarks.Rpc;

/// <summary>A gRPC implementation, client and server, each in a process of its own.</summary>
internal interface IContender
{
    string Name { get; }

    Task<LoadResult> RunAsync(Load load, double warmup, double seconds);
}
