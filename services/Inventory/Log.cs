namespace Flux.Inventory;

/// <summary>What the inventory logs: 1000 to 1999.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information, "Deleted {Count} audit entries that were older than {Days} days.")]
    public static partial void AuditSwept(ILogger logger, int count, double days);

    [LoggerMessage(1001, LogLevel.Warning, "Old audit entries could not be deleted; it is tried again in an hour: {Problem}")]
    public static partial void AuditSweepFailed(ILogger logger, string problem);

    [LoggerMessage(1002, LogLevel.Information, "Rotation of the secrets: {Count} documents of {Collection} have the new key so far.")]
    public static partial void SecretsReencrypted(ILogger logger, int count, string collection);
}
