namespace Flux.Notification.Smtp;

/// <summary>The conversation with the server cannot go on.</summary>
internal sealed class SmtpFailure(string reason, bool permanent, string message) : Exception(message)
{
    /// <summary>One of the delivery reasons.</summary>
    public string Reason { get; } = reason;

    /// <summary>Trying again is of no use.</summary>
    public bool Permanent { get; } = permanent;
}
