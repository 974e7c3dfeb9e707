using Microsoft.Extensions.Logging;

namespace Flux.Events;

// Event ids 180 to 189.
internal static partial class Log
{
    [LoggerMessage(180, LogLevel.Warning, "events cannot be moved on; next try in {Seconds} s")]
    public static partial void StoreFailed(ILogger logger, double seconds, Exception exception);

    [LoggerMessage(181, LogLevel.Warning, "event {Sequence} ({Type}) was not delivered, nor are those after it; next try in {Seconds} s: {Reason}")]
    public static partial void DeliveryFailed(ILogger logger, long sequence, string type, double seconds, string reason);

    [LoggerMessage(182, LogLevel.Error, "event {Sequence} ({Type}) will never be taken and is left out: {Reason}")]
    public static partial void Rejected(ILogger logger, long sequence, string type, string reason);

    [LoggerMessage(183, LogLevel.Error, "events {First} to {Last} were dropped before they could be delivered; raise --events:max-count or --events:max-age, or mend the delivery sooner")]
    public static partial void Lost(ILogger logger, long first, long last);
}
