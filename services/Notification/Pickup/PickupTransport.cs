using Flux.Notification.Composition;
using Flux.Notification.Deliveries;
using Flux.Notification.Mime;

namespace Flux.Notification.Pickup;

/// <summary>
/// Writes mails as .eml files for another program, or a person, to pick up. Each begins with the envelope as X-Sender and X-Receiver fields.
/// The file's name is the delivery's id, so a repeated try replaces the file instead of adding one.
/// </summary>
internal sealed class PickupTransport(string directory) : IMailTransport
{
    /// <inheritdoc/>
    public Task<MailOutcome> SendAsync(string deliveryId, OutgoingMail mail, IReadOnlyList<string> recipients, CancellationToken cancellationToken) =>
        Task.FromResult(Write(deliveryId, mail, recipients));

    private MailOutcome Write(string deliveryId, OutgoingMail mail, IReadOnlyList<string> recipients)
    {
        var path = Path.Combine(directory, deliveryId + ".eml");
        var unfinished = Path.Combine(directory, $".{deliveryId}.part");
        try
        {
            Directory.CreateDirectory(directory);
            using (var file = File.OpenHandle(unfinished, FileMode.Create, FileAccess.Write))
            {
                var envelope = Envelope(mail.From.Address, recipients);
                RandomAccess.Write(file, envelope, 0);
                RandomAccess.Write(file, MimeWriter.Write(mail), envelope.Length);
                RandomAccess.FlushToDisk(file);
            }

            File.Move(unfinished, path, overwrite: true);
            return new MailOutcome(recipients, [], path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return MailOutcome.None(recipients, false, MailReasons.PickupFailed, $"the pick-up folder '{directory}' cannot be written: {error.Message}", path);
        }
    }

    private static byte[] Envelope(string sender, IReadOnlyList<string> recipients) =>
        System.Text.Encoding.UTF8.GetBytes($"X-Sender: {sender}\r\n" + string.Concat(recipients.Select(recipient => $"X-Receiver: {recipient}\r\n")));
}
