namespace Flux.Notification.Deliveries;

/// <summary>What one try to hand a mail over came to, recipient by recipient.</summary>
/// <param name="Delivered">Recipients for whom the mail was taken.</param>
/// <param name="Refused">The others.</param>
/// <param name="Destination">"smtp://host:port" or the path of a file.</param>
internal sealed record MailOutcome(IReadOnlyList<string> Delivered, IReadOnlyList<RecipientRefusal> Refused, string Destination)
{
    /// <summary>Nobody got it, all for the same reason.</summary>
    public static MailOutcome None(IEnumerable<string> recipients, bool permanent, string reason, string message, string destination) =>
        new([], [.. recipients.Select(recipient => new RecipientRefusal(recipient, permanent, reason, message))], destination);
}
