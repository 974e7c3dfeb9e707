namespace Flux.Notification.Deliveries;

/// <summary>Stable reasons of failed and deferred deliveries.</summary>
internal static class MailReasons
{
    /// <summary>The server refused sender, recipient or content; its words are in the message.</summary>
    public const string Refused = "SMTP_REFUSED";

    /// <summary>No connection, no answer in time, or the connection broke.</summary>
    public const string Unavailable = "SMTP_UNAVAILABLE";

    /// <summary>The server refused the login, or offers no login that is configured.</summary>
    public const string AuthenticationFailed = "SMTP_AUTHENTICATION_FAILED";

    /// <summary>No TLS where it is required, or the server's certificate is not trusted.</summary>
    public const string TlsFailed = "SMTP_TLS_FAILED";

    /// <summary>The server's answer is not SMTP.</summary>
    public const string ProtocolError = "SMTP_PROTOCOL_ERROR";

    /// <summary>The mail does not fit the server: an address that needs SMTPUTF8, or too large.</summary>
    public const string NotSupported = "SMTP_NOT_SUPPORTED";

    /// <summary>It waits for its turn under a domain's rate limit.</summary>
    public const string RateLimited = "RATE_LIMITED";

    /// <summary>An operator gave it up.</summary>
    public const string Cancelled = "CANCELLED";

    /// <summary>The pick-up folder cannot be written.</summary>
    public const string PickupFailed = "PICKUP_FAILED";
}
