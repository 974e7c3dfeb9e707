using Flux.ScriptRunner.Execution;
using LogLevel = Flux.Contracts.Common.V1.LogLevel;

namespace Flux.ScriptRunner.Tests.Fixtures;

/// <summary>Takes a log line when something has happened, as a client does that is slow to read.</summary>
public sealed class SlowLogHost(Func<string, Task> until) : IScriptHost
{
    public ValueTask<CallAnswer> CallAsync(long id, string function, string argumentsJson, CancellationToken cancellationToken) =>
        throw new NotSupportedException(function);

    public async ValueTask LogAsync(LogLevel level, string message, CancellationToken cancellationToken)
    {
        await until(message);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
