namespace Flux.Cli;

/// <summary>A command cannot do what it was asked for; the message tells the user why and what to do. No stack trace is shown.</summary>
internal sealed class CliException(string message) : Exception(message);
