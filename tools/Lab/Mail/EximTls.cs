namespace Flux.Lab.Mail;

/// <summary>How an <see cref="EximServer"/> encrypts.</summary>
public enum EximTls
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>STARTTLS; logins only after it.</summary>
    StartTls,

    /// <summary>From the first byte.</summary>
    Implicit,
}
