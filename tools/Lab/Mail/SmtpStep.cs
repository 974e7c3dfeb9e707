namespace Flux.Lab.Mail;

/// <summary>A point of an SMTP session where a <see cref="SmtpFault"/> can happen.</summary>
public enum SmtpStep
{
    /// <summary>Instead of the greeting.</summary>
    Connect,

    /// <summary>Instead of the answer to EHLO.</summary>
    Ehlo,

    /// <summary>Instead of the answer to STARTTLS.</summary>
    StartTls,

    /// <summary>Instead of the answer to AUTH.</summary>
    Auth,

    /// <summary>Instead of the answer to MAIL FROM.</summary>
    Mail,

    /// <summary>Instead of the answer to RCPT TO.</summary>
    Rcpt,

    /// <summary>Instead of the answer to DATA.</summary>
    Data,

    /// <summary>After the last line of the mail, which is not kept.</summary>
    Body,

    /// <summary>After the mail was kept, instead of the answer that says so.</summary>
    Accepted,

    /// <summary>Instead of the answer to RSET, with which a client reuses a connection.</summary>
    Rset,

    /// <summary>Instead of the answer to QUIT.</summary>
    Quit,
}
