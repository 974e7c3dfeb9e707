namespace Flux.Notification;

/// <summary>What the service logs. Addresses and texts of mails stay out of it.</summary>
internal static partial class Log
{
    [LoggerMessage(6000, LogLevel.Information, "delivery {Id}: taken for {Recipients} recipient(s) by {Destination}")]
    public static partial void Sent(ILogger logger, string id, int recipients, string destination);

    [LoggerMessage(6001, LogLevel.Warning, "delivery {Id}: deferred after try {Attempt} until {RetryTime:u}: {Reason}: {Message}")]
    public static partial void Deferred(ILogger logger, string id, int attempt, DateTimeOffset retryTime, string reason, string message);

    [LoggerMessage(6002, LogLevel.Warning, "delivery {Id}: failed after try {Attempt}: {Reason}: {Message}")]
    public static partial void Failed(ILogger logger, string id, int attempt, string reason, string message);

    [LoggerMessage(6003, LogLevel.Information, "{Count} unfinished delivery(s) of an earlier run go on")]
    public static partial void Resumed(ILogger logger, int count);

    [LoggerMessage(6004, LogLevel.Error, "delivery {Id}: the try broke off; it is repeated later")]
    public static partial void AttemptBroken(ILogger logger, string id, Exception error);

    [LoggerMessage(6005, LogLevel.Error, "delivery {Id}: what became of it cannot be stored yet: {Message}")]
    public static partial void OutcomeNotStored(ILogger logger, string id, string message);

    [LoggerMessage(6006, LogLevel.Warning, "templates were not checked, script-runner cannot be reached: {Message}")]
    public static partial void TemplatesNotChecked(ILogger logger, string message);

    [LoggerMessage(6007, LogLevel.Warning, "the context of a mail (key '{Key}') names body_custom_msg, which nobody can override; it is ignored")]
    public static partial void BodyOverridden(ILogger logger, string key);

    [LoggerMessage(6008, LogLevel.Information, "delivery {Id}: a request with the same key and recipients was answered without a second mail")]
    public static partial void Suppressed(ILogger logger, string id);

    [LoggerMessage(6009, LogLevel.Information, "mail goes to {Destination}")]
    public static partial void Transport(ILogger logger, string destination);

    [LoggerMessage(6010, LogLevel.Information, "{Count} old delivery(s) deleted")]
    public static partial void Swept(ILogger logger, int count);

    [LoggerMessage(6011, LogLevel.Warning, "old deliveries cannot be deleted now: {Message}")]
    public static partial void SweepFailed(ILogger logger, string message);
}
