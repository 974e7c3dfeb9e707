namespace Flux.Lab.Mail;

/// <summary>What an <see cref="EximServer"/> does wrong on request.</summary>
public enum EximFault
{
    /// <summary>451: come back later.</summary>
    Defer,

    /// <summary>550: never.</summary>
    Deny,

    /// <summary>The right answer, after half a minute.</summary>
    Slow,
}
