using Flux.Documents;

namespace Flux.Events.Storage;

/// <summary>A place in the log.</summary>
/// <param name="First">Oldest event that is kept.</param>
/// <param name="Last">Last number given.</param>
internal sealed record LogPosition(long First, long Last)
{
    public static readonly DocumentType<LogPosition> Type = new("event-positions", []);

    /// <summary>Where the log begins and ends.</summary>
    public const string Bounds = "log";

    /// <summary>How far events were delivered; only <see cref="Last"/> counts.</summary>
    public const string Delivered = "delivered";

    public static LogPosition Empty { get; } = new(1, 0);
}
