using Flux.Hosting;

namespace Flux.ScriptRunner.Sandbox;

/// <summary>Ready once the self-test has stopped every attack; degraded where it has not and an operator has allowed that.</summary>
internal sealed class SandboxReadiness(ScriptSandbox sandbox) : IReadinessCheck
{
    /// <inheritdoc/>
    public string Name => "sandbox";

    /// <inheritdoc/>
    public string? Degradation => sandbox.Degradation;

    /// <inheritdoc/>
    public async ValueTask<string?> CheckAsync(CancellationToken cancellationToken) =>
        sandbox.IsTested ? await sandbox.FaultAsync(cancellationToken) : "the self-test is under way";
}
