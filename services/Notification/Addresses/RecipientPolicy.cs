using Flux.Hosting;
using Flux.Notification.Deliveries;

namespace Flux.Notification.Addresses;

/// <summary>Whom this installation, and each organization in it, may mail.</summary>
internal sealed class RecipientPolicy(MailOptions options)
{
    private readonly AllowList? _everybody = options.AllowedRecipients is { } list ? new AllowList(list) : null;

    private readonly Dictionary<string, AllowList> _organizations = OptionTable.Parse(options.OrganizationRecipients, [])
        .ToDictionary(entry => entry.Key, entry => new AllowList(entry.Value), StringComparer.OrdinalIgnoreCase);

    /// <summary>Adds a violation for each address that is neither listed nor of a listed domain; a redirection needs no leave.</summary>
    /// <param name="recipients">The addresses.</param>
    /// <param name="organization">Whose mail it is; only asked where organizations have lists. Empty for nobody's.</param>
    /// <param name="field">Where the addresses come from.</param>
    /// <param name="violations">Where violations go.</param>
    public void Check(IReadOnlyList<Mailbox> recipients, Func<string> organization, string field, Violations violations)
    {
        if (options.RedirectAllTo is not null || recipients.Count == 0)
            return;
        foreach (var recipient in recipients.Where(recipient => _everybody?.Allows(recipient) == false))
            violations.Add(field, $"'{recipient.Address}' may not be mailed from here; the option --mail:allowed-recipients lists who may");
        if (_organizations.Count == 0 || !_organizations.TryGetValue(organization(), out var list))
            return;
        foreach (var recipient in recipients.Where(recipient => !list.Allows(recipient)))
            violations.Add(field, $"'{recipient.Address}' may not be mailed by organization '{organization()}'; the option --mail:organization-recipients lists who may");
    }
}
