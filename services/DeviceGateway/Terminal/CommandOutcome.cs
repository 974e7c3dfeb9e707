namespace Flux.DeviceGateway.Terminal;

/// <summary>How a command ended.</summary>
/// <param name="Output">Without echo, pager and prompt; line ends "\n"; all other bytes as they came.</param>
/// <param name="Error">The line with which the device rejected the command; null when it did not.</param>
/// <param name="ExitStatus">On an exec channel.</param>
/// <param name="Duration">From sending to prompt.</param>
public sealed record CommandOutcome(byte[] Output, string? Error, int? ExitStatus, TimeSpan Duration);
