using Flux.Hosting;

namespace Flux.ScriptRunner.Sandbox;

/// <summary>Ready once the self-test has stopped every attack.</summary>
internal sealed class SandboxReadiness(ScriptSandbox sandbox) : IReadinessCheck
{
    /// <inheritdoc/>
    public string Name => "sandbox";

    /// <inheritdoc/>
    public async ValueTask<string?> CheckAsync(CancellationToken cancellationToken) =>
        sandbox.IsTested ? await sandbox.FaultAsync(cancellationToken) : "the self-test is under way";
}
