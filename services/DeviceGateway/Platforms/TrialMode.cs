using System.Text.RegularExpressions;

namespace Flux.DeviceGateway.Platforms;

/// <summary>
/// Configuration that the device takes back by itself unless it is confirmed. The commands may hold {minutes}, {seconds},
/// {clock} (hh:mm:ss) and {id} (16 hexadecimal digits of this trial).
/// </summary>
public sealed record TrialMode
{
    /// <summary>Instead of the mode's own commands into it.</summary>
    public IReadOnlyList<string> Enter { get; init; } = [];

    /// <summary>Instead of the mode's own commands that make lines effective.</summary>
    public IReadOnlyList<string> Commit { get; init; } = [];

    /// <summary>Instead of the mode's own commands out of it.</summary>
    public IReadOnlyList<string> Leave { get; init; } = [];

    /// <summary>Instead of the mode's own commands after a rejected line.</summary>
    public IReadOnlyList<string> Abort { get; init; } = [];

    /// <summary>Only the session that made the change can confirm it, from within the mode.</summary>
    public bool Stay { get; init; }

    /// <summary>Commands that make the change permanent.</summary>
    public IReadOnlyList<string> Confirm { get; init; } = [];

    /// <summary>Commands that take the change back at once; none where only time does.</summary>
    public IReadOnlyList<string> RollBack { get; init; } = [];

    /// <summary>What the device says when there is no such trial any more.</summary>
    public IReadOnlyList<Regex> Gone { get; init; } = [];
}
