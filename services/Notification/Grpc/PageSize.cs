using Flux.Hosting;

namespace Flux.Notification.Grpc;

/// <summary>Page sizes of lists (AIP-158).</summary>
internal static class PageSize
{
    private const int Default = 100;
    private const int Max = 1000;

    /// <summary>The size asked for; 0 means 100.</summary>
    /// <exception cref="FluxException">INVALID_ARGUMENT when it is negative or above 1000.</exception>
    public static int Of(int asked) => asked switch
    {
        0 => Default,
        > 0 and <= Max => asked,
        _ => throw FluxError.InvalidArgument("page_size", $"must be 1 to {Max}, or 0 for {Default}"),
    };
}
