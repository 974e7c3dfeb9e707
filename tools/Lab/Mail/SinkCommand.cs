namespace Flux.Lab.Mail;

/// <summary>A command that a sink got: its verb, its argument (none for AUTH), and whether the connection was encrypted.</summary>
public sealed record SinkCommand(string Verb, string? Argument, bool Tls);
