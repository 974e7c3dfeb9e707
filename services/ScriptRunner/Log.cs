using Flux.ScriptRunner.Sandbox.Zygotes;

namespace Flux.ScriptRunner;

// Event ids 4000 to 4999.
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Information, "Zygote {Kind} is ready: pid {Pid}, Python {Python}, layers {Layers}")]
    public static partial void ZygoteStarted(this ILogger logger, ZygoteKind kind, int pid, string python, string layers);

    [LoggerMessage(4001, LogLevel.Error, "Zygote {Kind} cannot start: {Reason}")]
    public static partial void ZygoteStartFailed(this ILogger logger, ZygoteKind kind, string reason);

    [LoggerMessage(4002, LogLevel.Warning, "Zygote {Kind} ended; starting another")]
    public static partial void ZygoteEnded(this ILogger logger, ZygoteKind kind);

    [LoggerMessage(4003, LogLevel.Warning, "A child of zygote {Kind} died or hung before it was ready")]
    public static partial void ChildStartFailed(this ILogger logger, ZygoteKind kind);

    [LoggerMessage(4010, LogLevel.Information, "Sandbox self-test of zygote {Kind}: {Count} attacks stopped in {Milliseconds} ms")]
    public static partial void SelfTestPassed(this ILogger logger, ZygoteKind kind, int count, long milliseconds);

    [LoggerMessage(4011, LogLevel.Critical, "Sandbox self-test of zygote {Kind}: attacks got through: {Attacks}")]
    public static partial void SelfTestFailed(this ILogger logger, ZygoteKind kind, string attacks);

    [LoggerMessage(4012, LogLevel.Error, "Sandbox is not available: {Reason}")]
    public static partial void SandboxUnavailable(this ILogger logger, string reason);

    [LoggerMessage(4013, LogLevel.Warning, "No Landlock on this kernel: scripts can open no file at all, so lazily imported modules fail")]
    public static partial void ClosedWorld(this ILogger logger);

    [LoggerMessage(4020, LogLevel.Warning, "Script {Script} of tenant '{Tenant}' sent what no script may send: {Fault}")]
    public static partial void ProtocolBroken(this ILogger logger, string script, string tenant, string fault);
}
