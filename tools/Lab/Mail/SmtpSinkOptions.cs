namespace Flux.Lab.Mail;

/// <summary>What <see cref="SmtpSink"/> offers.</summary>
public sealed class SmtpSinkOptions
{
    /// <summary>Offer STARTTLS (default: false).</summary>
    public bool StartTls { get; init; }

    /// <summary>With <see cref="StartTls"/>: take no mail and no login before it (default: true).</summary>
    public bool RequireTls { get; init; } = true;

    /// <summary>Speak TLS from the first byte, as on port 465 (default: false).</summary>
    public bool ImplicitTls { get; init; }

    /// <summary>Certificate shown (default: a valid one).</summary>
    public SinkCertificate Certificate { get; init; }

    /// <summary>Login required before a mail; null for none (default).</summary>
    public string? Username { get; init; }

    /// <summary>Password, or bearer token for XOAUTH2, of <see cref="Username"/>.</summary>
    public string? Password { get; init; }

    /// <summary>Ways to log in: PLAIN, LOGIN, XOAUTH2 (default: PLAIN and LOGIN).</summary>
    public IReadOnlyList<string> Mechanisms { get; init; } = ["PLAIN", "LOGIN"];

    /// <summary>Offer logins on a connection without TLS (default: false).</summary>
    public bool ClearAuth { get; init; }

    /// <summary>Offer SMTPUTF8 (default: true).</summary>
    public bool Utf8 { get; init; } = true;

    /// <summary>Offer 8BITMIME (default: true).</summary>
    public bool EightBit { get; init; } = true;

    /// <summary>Port; 0 for any free one (default).</summary>
    public int Port { get; init; }
}
