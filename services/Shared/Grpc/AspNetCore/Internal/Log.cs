using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server.Internal;

internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Debug, "{Method} failed with {StatusCode}: {Detail}")]
    public static partial void CallFailed(ILogger logger, string method, StatusCode statusCode, string detail);

    [LoggerMessage(101, LogLevel.Error, "{Method} threw an exception.")]
    public static partial void HandlerThrew(ILogger logger, string method, Exception exception);

    [LoggerMessage(102, LogLevel.Debug, "{Method}: the deadline's status could not be sent.")]
    public static partial void DeadlineStatusNotSent(ILogger logger, string method, Exception exception);
}
