using Flux.Hosting;
using Flux.Notification.Deliveries;

namespace Flux.Notification.Addresses;

/// <summary>Whom this installation may mail.</summary>
internal sealed class RecipientPolicy(MailOptions options)
{
    private readonly string[]? _allowed = options.AllowedRecipients?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Adds a violation for each address that is neither listed nor of a listed domain; a redirection needs no leave.</summary>
    public void Check(IReadOnlyList<Mailbox> recipients, string field, Violations violations)
    {
        if (_allowed is null || options.RedirectAllTo is not null)
            return;
        foreach (var recipient in recipients.Where(recipient => !IsAllowed(recipient)))
            violations.Add(field, $"'{recipient.Address}' may not be mailed from here; the option --mail:allowed-recipients lists who may");
    }

    private bool IsAllowed(Mailbox recipient) => _allowed!.Any(entry =>
        entry.Equals(recipient.Address, StringComparison.OrdinalIgnoreCase) || entry.TrimStart('@').Equals(recipient.Domain, StringComparison.OrdinalIgnoreCase));
}
