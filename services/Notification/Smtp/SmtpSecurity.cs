namespace Flux.Notification.Smtp;

/// <summary>How the connection to the mail server is protected.</summary>
public enum SmtpSecurity
{
    /// <summary>STARTTLS, required: a server without it gets no mail.</summary>
    StartTls,

    /// <summary>TLS from the first byte (port 465).</summary>
    Tls,

    /// <summary>No protection, for servers on the same machine.</summary>
    None,
}
