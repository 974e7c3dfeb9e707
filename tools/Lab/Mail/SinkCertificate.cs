namespace Flux.Lab.Mail;

/// <summary>Which certificate a sink shows.</summary>
public enum SinkCertificate
{
    /// <summary>For localhost and 127.0.0.1, from the authority in <see cref="SmtpSink.CaFile"/>.</summary>
    Valid,

    /// <summary>From an authority that nobody knows.</summary>
    Untrusted,

    /// <summary>For another host.</summary>
    WrongName,

    /// <summary>Ended yesterday.</summary>
    Expired,
}
