using System.Text.Json;
using LogLevel = Flux.Contracts.Common.V1.LogLevel;

namespace Flux.ScriptRunner.Execution;

// pause(sleep, user_msg): served here, since waiting needs nobody else.
internal static class ScriptPause
{
    public static async ValueTask<CallAnswer> WaitAsync(string argumentsJson, RunContext context, CancellationToken cancellationToken)
    {
        using var arguments = JsonDocument.Parse(argumentsJson);
        if (!arguments.RootElement.TryGetProperty("sleep", out var sleep) || sleep.ValueKind != JsonValueKind.Number
            || !sleep.TryGetDouble(out var seconds) || !(seconds is >= 0 and < 1e9))
            return CallAnswer.Error("ValueError", "sleep must be a number of seconds, 0 or more");
        if (arguments.RootElement.TryGetProperty("user_msg", out var message) && message.ValueKind == JsonValueKind.String)
            await context.Host.LogAsync(LogLevel.Info, TextCut.At(message.GetString()!, LogFrame.MaxMessage), cancellationToken);
        // Timers go to 49 days.
        await Task.Delay(TimeSpan.FromSeconds(Math.Min(seconds, 4e6)), context.Time, cancellationToken);
        return CallAnswer.Value("null");
    }
}
