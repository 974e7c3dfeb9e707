using LogLevel = Flux.Contracts.Common.V1.LogLevel;

namespace Flux.ScriptRunner.Execution;

/// <summary>Whoever started a script: answers its calls, takes its log lines.</summary>
public interface IScriptHost
{
    /// <summary>Answers a call; the script waits, and the wait costs it nothing.</summary>
    /// <param name="id">Counts from 1 in one run.</param>
    /// <param name="function">Such as <c>run_task</c>.</param>
    /// <param name="argumentsJson">A JSON object.</param>
    /// <param name="cancellationToken">Cancelled when the run ends for another reason.</param>
    ValueTask<CallAnswer> CallAsync(long id, string function, string argumentsJson, CancellationToken cancellationToken);

    /// <summary>Takes a log line, while the script goes on.</summary>
    ValueTask LogAsync(LogLevel level, string message, CancellationToken cancellationToken);
}
