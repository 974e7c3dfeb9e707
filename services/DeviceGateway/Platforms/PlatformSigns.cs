using System.Text.RegularExpressions;

namespace Flux.DeviceGateway.Platforms;

/// <summary>How a platform can be told from others; `detect` in platforms.yaml. The patterns match anywhere, ^ and $ at each line.</summary>
public sealed record PlatformSigns
{
    /// <summary>In the SSH version line: enough alone.</summary>
    public Regex? Greeting { get; init; }

    /// <summary>In what the device shows between login and prompt: enough alone.</summary>
    public Regex? Banner { get; init; }

    /// <summary>Commands that change nothing, asked where the prompt looks right.</summary>
    public IReadOnlyList<PlatformProbe> Probes { get; init; } = [];
}
