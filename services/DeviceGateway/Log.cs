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
}
