using System.Text.Json;
using LogLevel = Flux.Contracts.Common.V1.LogLevel;

namespace Flux.ScriptRunner.Execution;

/// <summary>A log line as channel.py sends it: <c>{"level": "...", "message": "..."}</c>.</summary>
internal readonly record struct LogFrame(LogLevel Level, string Message)
{
    /// <summary>Characters of a line; longer ones are cut.</summary>
    public const int MaxMessage = 8 * 1024;

    /// <summary>Reads a line; null when it is not one.</summary>
    public static LogFrame? Parse(ReadOnlySpan<byte> utf8)
    {
        if (JsonText.Fault(utf8, mustBeObject: true) is not null)
            return null;
        using var document = JsonDocument.Parse(utf8.ToArray());
        if (!document.RootElement.TryGetProperty("level", out var level) || level.ValueKind != JsonValueKind.String
            || !document.RootElement.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.String)
            return null;
        return new LogFrame(LevelOf(level.GetString()!), TextCut.At(message.GetString()!, MaxMessage));
    }

    private static LogLevel LevelOf(string level) => level switch
    {
        "debug" => LogLevel.Debug,
        "warning" => LogLevel.Warning,
        "error" => LogLevel.Error,
        _ => LogLevel.Info,
    };
}
