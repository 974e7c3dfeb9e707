using Flux.ScriptRunner.Execution;
using LogLevel = Flux.Contracts.Common.V1.LogLevel;

namespace Flux.ScriptRunner.Tests.Fixtures;

/// <summary>Says when a call has come, and answers it when told to.</summary>
public sealed class BlockingHost(TaskCompletionSource called, Task release) : IScriptHost
{
    public async ValueTask<CallAnswer> CallAsync(long id, string function, string argumentsJson, CancellationToken cancellationToken)
    {
        called.TrySetResult();
        await release.WaitAsync(cancellationToken);
        return CallAnswer.Value("null");
    }

    public ValueTask LogAsync(LogLevel level, string message, CancellationToken cancellationToken) => default;
}
