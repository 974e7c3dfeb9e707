namespace Flux.Benchmarks.Rpc;

/// <summary>What processes have used; or, divided, what one call or message costs. Unlike the rate it says something on a busy machine too.</summary>
/// <param name="Client">Bytes that the client's process has allocated.</param>
/// <param name="Server">Bytes that the server's process has allocated.</param>
/// <param name="Processor">Processor time of both, in microseconds.</param>
internal sealed record Cost(double Client, double Server, double Processor)
{
    /// <summary>The cost of each of so many calls since an earlier count.</summary>
    public Cost Since(Cost before, long calls) =>
        new((Client - before.Client) / calls, (Server - before.Server) / calls, (Processor - before.Processor) / calls);
}
