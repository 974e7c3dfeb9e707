namespace Flux.Lab.Mail;

/// <summary>What an <see cref="EximServer"/> offers.</summary>
public sealed class EximOptions
{
    /// <summary>How it encrypts (default: not at all).</summary>
    public EximTls Tls { get; init; }

    /// <summary>Certificate shown (default: a valid one).</summary>
    public SinkCertificate Certificate { get; init; }

    /// <summary>Login required before a mail; null for none (default).</summary>
    public string? Username { get; init; }

    /// <summary>Password of <see cref="Username"/>: letters, digits and hyphens.</summary>
    public string Password { get; init; } = "";

    /// <summary>PLAIN or LOGIN (default: PLAIN).</summary>
    public string Mechanism { get; init; } = "PLAIN";
}
