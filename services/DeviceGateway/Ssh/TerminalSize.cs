namespace Flux.DeviceGateway.Ssh;

/// <summary>The terminal that a shell is offered.</summary>
/// <param name="Type">TERM, "vt100" for instance.</param>
/// <param name="Columns">Wide, so that no device wraps a command's echo.</param>
/// <param name="Rows">High, so that pagers seldom stop.</param>
public sealed record TerminalSize(string Type, int Columns, int Rows);
