namespace Flux.FlowOrchestrator.Ports;

/// <summary>A Python exception that a call raises in the script.</summary>
/// <param name="type">LookupError, ValueError, PermissionError, TimeoutError or RuntimeError.</param>
/// <param name="message">Its message.</param>
internal sealed class ScriptCallException(string type, string message) : Exception(message)
{
    /// <summary>The Python class.</summary>
    public string Type { get; } = type;
}
