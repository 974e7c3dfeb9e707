namespace Flux.Notification.Deliveries;

/// <summary>Why one recipient did not get a mail at one try.</summary>
/// <param name="Recipient">Address of the envelope.</param>
/// <param name="Permanent">Trying again is of no use (5xx).</param>
/// <param name="Reason">One of <see cref="MailReasons"/>.</param>
/// <param name="Message">For people, with the server's words; never a secret.</param>
internal sealed record RecipientRefusal(string Recipient, bool Permanent, string Reason, string Message);
