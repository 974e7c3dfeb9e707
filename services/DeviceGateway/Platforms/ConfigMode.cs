using System.Text.RegularExpressions;

namespace Flux.DeviceGateway.Platforms;

/// <summary>The configuration mode of a platform.</summary>
public sealed record ConfigMode
{
    /// <summary>Commands into the mode.</summary>
    public IReadOnlyList<string> Enter { get; init; } = [];

    /// <summary>The prompt in the mode; null where it looks the same.</summary>
    public Regex? Prompt { get; init; }

    /// <summary>Commands that make the lines effective, where typing them does not.</summary>
    public IReadOnlyList<string> Commit { get; init; } = [];

    /// <summary>Commands out of the mode.</summary>
    public IReadOnlyList<string> Leave { get; init; } = [];

    /// <summary>Commands out of the mode after a rejected line; on platforms that commit they drop what was typed.</summary>
    public IReadOnlyList<string> Abort { get; init; } = [];

    /// <summary>Commands that save, after leaving.</summary>
    public IReadOnlyList<string> Save { get; init; } = [];

    /// <summary>Command that shows the whole running configuration outside the mode; null where there is none.</summary>
    public string? Show { get; init; }

    /// <summary>Lines of that output which differ without any change of configuration (times, sizes).</summary>
    public IReadOnlyList<Regex> Volatile { get; init; } = [];

    /// <summary>How to change on trial; null where the device cannot take a change back by itself.</summary>
    public TrialMode? Trial { get; init; }

    /// <summary>Answers to questions of all these commands.</summary>
    public IReadOnlyList<PlatformAnswer> Answers { get; init; } = [];
}
