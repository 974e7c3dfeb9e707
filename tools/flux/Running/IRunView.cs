using Flux.Contracts.Flow.V1;

namespace Flux.Cli.Running;

/// <summary>Shows what happens in a run.</summary>
internal interface IRunView
{
    /// <summary>Shows one event; called in the order of their sequence numbers.</summary>
    void Show(RunEvent happened);
}
