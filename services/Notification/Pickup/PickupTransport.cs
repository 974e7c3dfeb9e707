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
    public async Task<MailOutcome> SendAsync(string deliveryId, OutgoingMail mail, IReadOnlyList<string> recipients, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, deliveryId + ".eml");
        var unfinished = Path.Combine(directory, $".{deliveryId}.part");
        try
        {
            Directory.CreateDirectory(directory);
            await using (var file = File.Create(unfinished))
            {
                await file.WriteAsync(Envelope(mail.From.Address, recipients), cancellationToken);
                await file.WriteAsync(MimeWriter.Write(mail), cancellationToken);
                file.Flush(flushToDisk: true);
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
