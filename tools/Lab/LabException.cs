namespace Flux.Lab;

/// <summary>A laboratory server did not start; the message says which package or right is missing, or has the server's own output.</summary>
public sealed class LabException(string message) : Exception(message);
