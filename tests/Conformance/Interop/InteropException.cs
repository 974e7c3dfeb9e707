namespace Flux.Conformance.Interop;

/// <summary>A case failed on the other side; the text is what that side said.</summary>
internal sealed class InteropException(string message) : Exception(message);
