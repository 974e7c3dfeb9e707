using System.ComponentModel.DataAnnotations;
using Flux.Notification.Addresses;

namespace Flux.Notification.Deliveries;

/// <summary>How mails are sent, whatever the transport; section <c>Mail</c> (<c>--mail:from</c>, <c>FLUX_MAIL__FROM</c>).</summary>
internal sealed class MailOptions : IValidatableObject
{
    /// <summary>Sender of mails whose service names none. Default: none, so that each service must.</summary>
    public string? From { get; set; }

    /// <summary>Development switch: every mail goes to these addresses instead of its recipients, who are listed in a header. Default: off.</summary>
    public string? RedirectAllTo { get; set; }

    /// <summary>Addresses and domains that may be mailed, comma-separated: "example.org, ada@example.net". Default: all.</summary>
    public string? AllowedRecipients { get; set; }

    /// <summary>
    /// For organizations with lists of their own: "Acme=acme.example, noc@partner.example; 7=example.org". The name is that of the message or service, else
    /// what the element in the context has as its organization. Default: none; the list of all counts besides.
    /// </summary>
    public string? OrganizationRecipients { get; set; }

    /// <summary>Most mails a minute to a recipient's domain, for each replica: "gmail.com=60; *=600", where * is every other domain by itself. Default: no limit.</summary>
    public string? DomainRates { get; set; }

    /// <summary>How long deliveries are kept that have come to their end; duplicates are known as long. Default: 30 days; 0 keeps them for ever.</summary>
    public TimeSpan KeepDeliveries { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Folder of .eml files, used when no SMTP server is configured. Default: <c>mail</c> in the data directory.</summary>
    public string? PickupDirectory { get; set; }

    /// <summary>Pause before the second try of a deferred mail; it doubles with each try. Default: 30 s.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest pause between two tries. Default: 1 h.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a mail is tried before it fails. Default: 24 h.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Mails on the wire at one time, each on a connection of its own. Default: 2.</summary>
    [Range(1, 64)]
    public int Concurrency { get; set; } = 2;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        foreach (var (name, value, single) in new[] { (nameof(From), From, true), (nameof(RedirectAllTo), RedirectAllTo, false) })
        {
            var errors = new List<string>();
            var found = MailboxParser.ParseList(value ?? "", errors);
            if (value is not null && errors.Count == 0 && (found.Count == 0 || (single && found.Count > 1)))
                errors.Add($"'{value}' must be {(single ? "one address" : "one address or more")}");
            foreach (var error in errors)
                yield return new ValidationResult(error, [name]);
        }

        var tables = new List<string>();
        OptionTable.Parse(OrganizationRecipients, tables);
        foreach (var error in tables)
            yield return new ValidationResult(error, [nameof(OrganizationRecipients)]);
        foreach (var error in DomainRateTable.Check(DomainRates))
            yield return new ValidationResult(error, [nameof(DomainRates)]);
        if (KeepDeliveries < TimeSpan.Zero)
            yield return new ValidationResult("must not be negative", [nameof(KeepDeliveries)]);
        if (RetryDelay <= TimeSpan.Zero || RetryDelay > MaxRetryDelay)
            yield return new ValidationResult("must be above 00:00:00 and at most the longest pause", [nameof(RetryDelay)]);
        if (MaxRetryDelay > TimeSpan.FromDays(7))
            yield return new ValidationResult("must be at most 7.00:00:00", [nameof(MaxRetryDelay)]);
        if (GiveUpAfter < TimeSpan.Zero)
            yield return new ValidationResult("must not be negative", [nameof(GiveUpAfter)]);
    }
}
