using LogLevel = Flux.Contracts.Common.V1.LogLevel;

namespace Flux.ScriptRunner.Execution;

/// <summary>A host for work that makes no calls.</summary>
internal sealed class SilentHost : IScriptHost
{
    public static SilentHost Instance { get; } = new();

    public ValueTask<CallAnswer> CallAsync(long id, string function, string argumentsJson, CancellationToken cancellationToken) =>
        new(CallAnswer.Error("RuntimeError", "nobody answers calls here"));

    public ValueTask LogAsync(LogLevel level, string message, CancellationToken cancellationToken) => default;
}
