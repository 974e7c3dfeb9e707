using System.Text;

namespace Flux.DeviceGateway.Terminal;

/// <summary>Limits of a terminal.</summary>
public sealed record TerminalOptions
{
    /// <summary>Longest output of one command in bytes (default: 8 MiB less 64 KiB, so that the answer fits into one gRPC message).</summary>
    public int MaxOutput { get; init; } = (8 << 20) - (64 << 10);

    /// <summary>How the device writes text (default: UTF-8).</summary>
    public Encoding Encoding { get; init; } = Encoding.UTF8;

    /// <summary>
    /// Silence after which a changed prompt is asked for certainty; the answer, not the silence, decides (default: 1.2 s). Longer than devices
    /// pause within an output (up to 1 s), or the answers would come later than the next command.
    /// </summary>
    public TimeSpan Nudge { get; init; } = TimeSpan.FromMilliseconds(1200);

    /// <summary>Silence after login after which an empty line asks for a prompt (default: 2 s).</summary>
    public TimeSpan Wake { get; init; } = TimeSpan.FromSeconds(2);
}
