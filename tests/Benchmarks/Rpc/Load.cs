namespace Flux.Benchmarks.Rpc;

/// <summary>One kind of load.</summary>
/// <param name="Kind"><c>unary</c> or <c>stream</c>.</param>
/// <param name="Size">Bytes of payload each way (unary) or a message (stream).</param>
/// <param name="Concurrency">How many calls are under way at once, on one channel.</param>
internal sealed record Load(string Kind, int Size, int Concurrency)
{
    public const string Unary = "unary";
    public const string Stream = "stream";

    // A stream's call carries so many messages.
    public const int MessagesACall = 1000;

    public static readonly Load[] All =
    [
        .. from size in new[] { 16, 1024, 102_400 } from concurrency in new[] { 1, 16, 64 } select new Load(Unary, size, concurrency),
        new(Stream, 1024, 1), new(Stream, 1024, 16), new(Stream, 102_400, 1),
    ];

    /// <summary>
    /// What the real Grpc.AspNetCore and Grpc.Net.Client reach on two quiet processors with small messages, in calls a second; 0 where nothing was measured.
    /// </summary>
    public double Mark => (Kind, Size <= 1024, Concurrency) switch
    {
        (Unary, true, 1) => 14_000,
        (Unary, true, 16) => 44_000,
        (Unary, true, 64) => 55_000,
        _ => 0,
    };

    /// <summary>The load of that name, or all whose names contain the text.</summary>
    public static IEnumerable<Load> Named(string text) =>
        All.Where(load => load.ToString() == text) is var one && one.Any() ? one : All.Where(load => load.ToString().Contains(text, StringComparison.OrdinalIgnoreCase));

    public override string ToString() => Size < 1024 ? $"{Kind} {Size} B x{Concurrency}" : $"{Kind} {Size / 1024} KB x{Concurrency}";
}
