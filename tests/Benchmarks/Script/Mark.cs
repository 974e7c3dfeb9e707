namespace Flux.Benchmarks.Script;

/// <summary>What a figure has to reach.</summary>
/// <param name="Name">As printed.</param>
/// <param name="Limit">The worst that will do.</param>
/// <param name="MoreIsBetter">Whether the figure must be at least, not at most, the limit.</param>
internal sealed record Mark(string Name, double Limit, bool MoreIsBetter)
{
    public static Mark Median(double milliseconds) => new("p50", milliseconds, false);

    public static Mark P99(double milliseconds) => new("p99", milliseconds, false);

    public static Mark Rate(double aSecond) => new("rate", aSecond, true);

    public static Mark Memory(double megabytes) => new("MB", megabytes, false);

    public string Judge(double figure) =>
        $"{Name} {(MoreIsBetter ? ">=" : "<=")} {Limit:N0}: {((MoreIsBetter ? figure >= Limit : figure <= Limit) ? "met" : "MISSED")}";
}
