using System.Collections.Concurrent;
using Flux.ScriptRunner.Execution;
using LogLevel = Flux.Contracts.Common.V1.LogLevel;

namespace Flux.ScriptRunner.Tests.Fixtures;

/// <summary>Answers calls from a function and keeps what came.</summary>
public sealed class RecordingHost(Func<string, string, CallAnswer>? answer = null) : IScriptHost
{
    public ConcurrentQueue<(string Function, string Arguments)> Calls { get; } = [];

    public ConcurrentQueue<(LogLevel Level, string Message)> Lines { get; } = [];

    public ValueTask<CallAnswer> CallAsync(long id, string function, string argumentsJson, CancellationToken cancellationToken)
    {
        Calls.Enqueue((function, argumentsJson));
        return new(answer?.Invoke(function, argumentsJson) ?? CallAnswer.Value("null"));
    }

    public ValueTask LogAsync(LogLevel level, string message, CancellationToken cancellationToken)
    {
        Lines.Enqueue((level, message));
        return default;
    }
}
