using System.Text.RegularExpressions;

namespace Flux.DeviceGateway.Platforms;

/// <summary>A harmless command, and what its output holds on this platform.</summary>
/// <param name="Command">Without line end; only reads.</param>
/// <param name="Output">Found in the output.</param>
public sealed record PlatformProbe(string Command, Regex Output);
