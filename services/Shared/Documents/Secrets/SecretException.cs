namespace Flux.Documents.Secrets;

/// <summary>A key is missing or wrong. The message says which and what to do; it never holds a key or a secret.</summary>
public sealed class SecretException(string message, Exception? inner = null) : Exception(message, inner);
