using Flux.Notification.Composition;

namespace Flux.Notification.Deliveries;

/// <summary>Hands mails over to whoever delivers them.</summary>
internal interface IMailTransport
{
    /// <summary>Tries once. Every refusal and every broken connection is an outcome; only cancellation is thrown.</summary>
    /// <param name="deliveryId">Stable at every try.</param>
    /// <param name="mail">The mail.</param>
    /// <param name="recipients">Those of its recipients who have not got it yet.</param>
    /// <param name="cancellationToken">Ends the try; whether the mail was taken is then unknown.</param>
    Task<MailOutcome> SendAsync(string deliveryId, OutgoingMail mail, IReadOnlyList<string> recipients, CancellationToken cancellationToken);
}
