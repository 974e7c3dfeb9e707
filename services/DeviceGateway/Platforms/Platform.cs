using System.Text.RegularExpressions;
using Flux.DeviceGateway.Ssh;

namespace Flux.DeviceGateway.Platforms;

/// <summary>How to talk to one kind of device; platforms.yaml explains each key.</summary>
public sealed record Platform
{
    /// <summary>Name in transport_settings.platform.</summary>
    public required string Name { get; init; }

    /// <summary>What people call it.</summary>
    public string Title { get; init; } = "";

    /// <summary>Terminal or command channels.</summary>
    public ChannelKind Channel { get; init; }

    /// <summary>The terminal offered.</summary>
    public required TerminalSize Terminal { get; init; }

    /// <summary>Sent after each line.</summary>
    public string LineEnd { get; init; } = "\r";

    /// <summary>Appended to the login name.</summary>
    public string UsernameSuffix { get; init; } = "";

    /// <summary>Matches the whole last line when the device waits for a command; the group "host" is its name.</summary>
    public required Regex Prompt { get; init; }

    /// <summary>Lines printed before each prompt.</summary>
    public IReadOnlyList<Regex> Preamble { get; init; } = [];

    /// <summary>Questions between login and the first prompt.</summary>
    public IReadOnlyList<PlatformAnswer> Login { get; init; } = [];

    /// <summary>Command that makes the prompt {0}{1}; null where the prompt cannot be chosen.</summary>
    public string? Marker { get; init; }

    /// <summary>Commands after login.</summary>
    public IReadOnlyList<string> Setup { get; init; } = [];

    /// <summary>Lines of the pager, without anchors.</summary>
    public IReadOnlyList<Regex> Pager { get; init; } = [];

    /// <summary>Turns the page.</summary>
    public string PagerAnswer { get; init; } = " ";

    /// <summary>The pager's line after the last page, left by "q"; null where it leaves by itself.</summary>
    public Regex? PagerEnd { get; init; }

    /// <summary>How to become privileged; null where there is no such step.</summary>
    public PrivilegedStep? Privileged { get; init; }

    /// <summary>The configuration mode; null where there is none.</summary>
    public ConfigMode? Config { get; init; }

    /// <summary>How to recognise it; null where it must be named.</summary>
    public PlatformSigns? Signs { get; init; }

    /// <summary>Each matches one line with which the device rejects a command.</summary>
    public IReadOnlyList<Regex> Errors { get; init; } = [];
}
