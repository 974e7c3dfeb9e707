using Flux.Hosting;

namespace Flux.Notification.Addresses;

/// <summary>Reads address fields of a request; whatever is wrong becomes a violation of that field.</summary>
internal static class AddressViolations
{
    /// <summary>The addresses of a comma-separated field, one violation for each bad one.</summary>
    public static IReadOnlyList<Mailbox> Addresses(this Violations violations, string text, string field)
    {
        var errors = new List<string>();
        var found = MailboxParser.ParseList(text, errors);
        foreach (var error in errors)
            violations.Add(field, error);
        return found;
    }

    /// <summary>The only address of a field; null with a violation when there is none, or more than one.</summary>
    public static Mailbox? Address(this Violations violations, string text, string field)
    {
        var before = violations.Count;
        var found = violations.Addresses(text, field);
        if (violations.Count == before && found.Count != 1)
            violations.Add(field, found.Count == 0 ? "must be an address such as Flux <flux@example.org>" : $"must be one address, not {found.Count}");
        return found.Count == 1 ? found[0] : null;
    }
}
