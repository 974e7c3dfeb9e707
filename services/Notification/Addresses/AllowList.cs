namespace Flux.Notification.Addresses;

/// <summary>Addresses and domains that may be mailed.</summary>
internal sealed class AllowList(string text)
{
    private readonly string[] _entries = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The address or its domain is listed.</summary>
    public bool Allows(Mailbox recipient) => _entries.Any(entry =>
        entry.Equals(recipient.Address, StringComparison.OrdinalIgnoreCase) || entry.TrimStart('@').Equals(recipient.Domain, StringComparison.OrdinalIgnoreCase));
}
