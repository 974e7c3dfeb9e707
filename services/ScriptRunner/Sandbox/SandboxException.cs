namespace Flux.ScriptRunner.Sandbox;

/// <summary>The sandbox cannot run anything now; the message says why and what to do.</summary>
/// <param name="message">For people.</param>
/// <param name="permanent">True when only an operator can help: a missing package, an unsafe kernel.</param>
public sealed class SandboxException(string message, bool permanent = false) : Exception(message)
{
    /// <summary>Whether trying again is of no use.</summary>
    public bool Permanent { get; } = permanent;
}
