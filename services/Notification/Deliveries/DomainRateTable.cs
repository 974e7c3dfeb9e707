using System.Globalization;

namespace Flux.Notification.Deliveries;

/// <summary>The configured pauses between two mails to one domain.</summary>
internal sealed class DomainRateTable
{
    private const string EveryOther = "*";
    private readonly Dictionary<string, TimeSpan> _pauses;

    public DomainRateTable(MailOptions options) => _pauses = OptionTable.Parse(options.DomainRates, []).ToDictionary(
        entry => entry.Key, entry => TimeSpan.FromMinutes(1) / int.Parse(entry.Value, CultureInfo.InvariantCulture), StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with an option's text.</summary>
    public static IReadOnlyList<string> Check(string? rates)
    {
        var errors = new List<string>();
        foreach (var (domain, rate) in OptionTable.Parse(rates, errors))
        {
            if (!int.TryParse(rate, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 1_000_000)
                errors.Add($"'{domain}={rate}' must give mails a minute, 1 to 1000000");
        }

        return errors;
    }

    /// <summary>Pause after a mail to a domain (ASCII, lower case); null without a limit.</summary>
    public TimeSpan? PauseOf(string domain) =>
        _pauses.TryGetValue(domain, out var own) ? own : _pauses.TryGetValue(EveryOther, out var other) ? other : null;
}
