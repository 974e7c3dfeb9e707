namespace Flux.DeviceGateway;

/// <summary>What the gateway logs. Never commands or outputs: they may hold secrets of the device.</summary>
internal static partial class Log
{
    [LoggerMessage(5001, LogLevel.Information, "Opened a session with {Element} ({Platform}) for {Purpose}.")]
    public static partial void SessionOpened(ILogger logger, string element, string platform, string purpose);

    [LoggerMessage(5002, LogLevel.Information, "Closed the session with {Element}.")]
    public static partial void SessionClosed(ILogger logger, string element);

    [LoggerMessage(5003, LogLevel.Debug, "{Target} hung up before login, try {Attempt}; the next one in {Pause:0} ms.")]
    public static partial void LoginPutOff(ILogger logger, string target, int attempt, double pause);

    [LoggerMessage(5004, LogLevel.Information, "Changed the configuration of {Element}: {Lines} lines, {Kind}.")]
    public static partial void ConfigPushed(ILogger logger, string element, int lines, string kind);

    [LoggerMessage(5005, LogLevel.Warning, "The configuration of {Element} after its change is not stored: {Reason}")]
    public static partial void SnapshotFailed(ILogger logger, string element, string reason);

    [LoggerMessage(5006, LogLevel.Information, "{Element} is of the platform {Platform}, as detected.")]
    public static partial void PlatformFound(ILogger logger, string element, string platform);

    [LoggerMessage(5007, LogLevel.Information, "The session with {Element} ended: {Reason}.")]
    public static partial void SessionLost(ILogger logger, string element, string reason);
}
