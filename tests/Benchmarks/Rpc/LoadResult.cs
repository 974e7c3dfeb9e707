namespace Flux.Benchmarks.Rpc;

/// <summary>What one contender made of one load.</summary>
/// <param name="Rate">Calls (unary) or messages (stream) a second.</param>
/// <param name="Median">The median time of a call in microseconds; 0 for streams.</param>
/// <param name="P99">The time in microseconds that 99 of 100 calls keep; 0 for streams.</param>
internal sealed record LoadResult(double Rate, double Median, double P99)
{
    /// <summary>What a call or message costs; only of ours.</summary>
    public Cost? Cost { get; init; }
}
