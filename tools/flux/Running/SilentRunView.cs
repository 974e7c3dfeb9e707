using Flux.Contracts.Flow.V1;

namespace Flux.Cli.Running;

/// <summary>Shows nothing: only the end counts.</summary>
internal sealed class SilentRunView : IRunView
{
    /// <inheritdoc/>
    public void Show(RunEvent happened)
    {
    }
}
