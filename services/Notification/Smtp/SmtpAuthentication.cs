namespace Flux.Notification.Smtp;

/// <summary>How to log in to the mail server.</summary>
public enum SmtpAuthentication
{
    /// <summary>PLAIN where offered, else LOGIN.</summary>
    Auto,

    /// <summary>PLAIN (RFC 4616).</summary>
    Plain,

    /// <summary>LOGIN, for old servers.</summary>
    Login,

    /// <summary>XOAUTH2: the password is an access token.</summary>
    XOAuth2,
}
