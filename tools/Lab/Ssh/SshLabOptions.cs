namespace Flux.Lab.Ssh;

/// <summary>What <see cref="SshLab"/> starts.</summary>
public sealed class SshLabOptions
{
    /// <summary>Host names, one device each (default: r1).</summary>
    public IReadOnlyList<string> Devices { get; init; } = ["r1"];

    /// <summary>Give the devices a router's command line (FRR) where the machine can; else, and with false, a shell (default: true).</summary>
    public bool PreferRouter { get; init; } = true;

    /// <summary>
    /// Instead of the router's common command line, the terminal of one daemon ("zebra" or "bgpd") behind a telnet client: a login of its own,
    /// an enable password and a pager, as on an old switch behind a console server (default: none). Needs root, frr, socat and telnet.
    /// </summary>
    public string? DaemonTerminal { get; init; }

    /// <summary>Offer keyboard-interactive (through PAM) instead of password authentication (default: false).</summary>
    public bool KeyboardInteractive { get; init; }

    /// <summary>Text sent before authentication (default: none).</summary>
    public string? Banner { get; init; }

    /// <summary>More lines for sshd_config, placed first, so that they win (default: none).</summary>
    public IReadOnlyList<string> SshdConfig { get; init; } = [];

    /// <summary>Types of host keys, as ssh-keygen names them (default: ed25519).</summary>
    public IReadOnlyList<string> HostKeyTypes { get; init; } = ["ed25519"];
}
