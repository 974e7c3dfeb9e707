using Microsoft.Extensions.Logging;

namespace Flux.Hosting;

// Event ids 110 to 149.
internal static partial class HostLog
{
    [LoggerMessage(110, LogLevel.Information, "{Service} started: gRPC {GrpcAddress} HTTP {HttpAddress} data {Data} ({Milliseconds} ms)")]
    public static partial void Started(ILogger logger, string service, Uri grpcAddress, Uri httpAddress, string data, long milliseconds);

    [LoggerMessage(111, LogLevel.Information, "{Service} is stopping; calls under way have {Seconds} s")]
    public static partial void Stopping(ILogger logger, string service, double seconds);

    [LoggerMessage(112, LogLevel.Information, "{Service} stopped")]
    public static partial void Stopped(ILogger logger, string service);

    [LoggerMessage(113, LogLevel.Information, "ready")]
    public static partial void Ready(ILogger logger);

    [LoggerMessage(114, LogLevel.Warning, "not ready: {Reasons}")]
    public static partial void NotReady(ILogger logger, string reasons);

    [LoggerMessage(115, LogLevel.Error, "{Method} failed unexpectedly; correlation {CorrelationId}")]
    public static partial void Unexpected(ILogger logger, string method, string correlationId, Exception exception);

    [LoggerMessage(116, LogLevel.Critical, "the service has not stopped within {Seconds} s and is ended")]
    public static partial void StopHangs(ILogger logger, double seconds);
}
