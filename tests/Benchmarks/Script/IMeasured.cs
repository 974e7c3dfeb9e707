namespace Flux.Benchmarks.Script;

/// <summary>Something whose processor time can be read.</summary>
internal interface IMeasured
{
    /// <summary>User and system time so far of all processes that take part, in microseconds.</summary>
    double Processor { get; }
}
